"""Addresses of scoping: the Team's under the case, the agency's under its link."""

from django.urls import path

from rapidreview.scoping import agency_file_views as files
from rapidreview.scoping import agency_views as agency
from rapidreview.scoping import email_views as email
from rapidreview.scoping import extension_views
from rapidreview.scoping import link_views as link
from rapidreview.scoping import receipt_views as receipt
from rapidreview.scoping import rhythm_views as rhythm
from rapidreview.scoping import signer_views as signer
from rapidreview.scoping import signing_team_views as signing
from rapidreview.scoping import team_views as team
from rapidreview.scoping.letters import DOORS
from rapidreview.scoping.models import Invitation

REQUESTS = "cases/<uuid:case_id>/requests/"
REQUEST = f"{REQUESTS}<uuid:request_id>/"
RETURN = "cases/<uuid:case_id>/returns/<uuid:return_id>/"
SIGNERS = {"part": Invitation.Part.SIGNER}
TYPE = f"{RETURN}form/"
FORM, SIGN = "answer/form/", "sign/form/"
CASE_MAIL = "cases/<uuid:case_id>/mail/"
MAIL = "partnerships/<uuid:partnership_id>/mail/"
REMINDERS = "partnerships/<uuid:partnership_id>/reminders/"

urlpatterns = [
    path(REMINDERS, rhythm.reminders, name="reminders"),
    path(f"{REMINDERS}remove/", rhythm.remove_reminder, name="remove_reminder"),
    path(f"{REMINDERS}usual/", rhythm.usual_reminders, name="usual_reminders"),
    path(CASE_MAIL, email.case_mail, name="case_mail"),
    path(
        f"{CASE_MAIL}<uuid:mail_id>/form/",
        email.take_in_emailed_form,
        name="take_in_emailed_form",
    ),
    path(MAIL, email.waiting_mail, name="waiting_mail"),
    path(f"{MAIL}<uuid:mail_id>/", email.one_waiting_mail, name="one_waiting_mail"),
    path(
        f"{MAIL}<uuid:mail_id>/set-aside/", email.set_aside_mail, name="set_aside_mail"
    ),
    path(f"{REQUESTS}send/", team.send_requests, name="send_requests"),
    path(REQUEST, team.request_page, name="request_page"),
    path(
        f"{REQUEST}acknowledge/", team.acknowledge_request, name="acknowledge_request"
    ),
    path(f"{REQUEST}pass-on/", team.reassign_request, name="reassign_request"),
    path(f"{REQUEST}new-link/", team.renew_link, name="renew_link"),
    path(f"{REQUEST}withdraw-link/", team.revoke_link, name="revoke_link"),
    path(
        f"{REQUEST}signer/new-link/",
        team.renew_link,
        SIGNERS,
        name="renew_signer_link",
    ),
    path(
        f"{REQUEST}signer/withdraw-link/",
        team.revoke_link,
        SIGNERS,
        name="revoke_signer_link",
    ),
    path(f"{REQUEST}signer/take-back/", signing.take_back, name="take_back_return"),
    path(
        f"{REQUEST}signer/may-be-author/",
        signing.allow_same_person,
        name="allow_same_person",
    ),
    path(f"{RETURN}certificate/", signing.certificate, name="return_certificate"),
    path(f"{REQUEST}remind/", team.chase_return, name="chase_return"),
    path(
        f"{REQUEST}more-time/",
        extension_views.answer_extension,
        name="answer_extension",
    ),
    path(
        "cases/<uuid:case_id>/safety/<uuid:item_id>/",
        team.close_safety,
        name="close_safety",
    ),
    path(f"{RETURN}word/", receipt.receive_word, name="receive_word"),
    path(f"{RETURN}signature/", receipt.record_signature, name="record_signature"),
    path(TYPE, receipt.type_form, name="type_form"),
    path(f"{TYPE}chronology/", receipt.type_chronology, name="type_chronology"),
    path(f"{TYPE}chronology/import/", receipt.type_import, name="type_import"),
    path(f"{TYPE}files/", receipt.type_attachments, name="type_attachments"),
    path(
        f"{TYPE}files/<uuid:attachment_id>/remove/",
        receipt.type_remove,
        name="type_remove",
    ),
    path(f"{TYPE}place/", receipt.type_place, name="type_place"),
    path(f"{TYPE}receive/", receipt.type_check, name="type_check"),
    path(f"{TYPE}<str:section>/", receipt.type_section, name="type_section"),
    path(FORM, agency.answer_form, name="answer_form"),
    path(f"{FORM}chronology/", agency.answer_chronology, name="answer_chronology"),
    path(f"{FORM}chronology/import/", files.answer_import, name="answer_import"),
    path(f"{FORM}files/", agency.answer_attachments, name="answer_attachments"),
    path(
        f"{FORM}files/<uuid:attachment_id>/remove/",
        agency.answer_remove,
        name="answer_remove",
    ),
    path(f"{FORM}word/", files.answer_word, name="answer_word"),
    path(f"{FORM}place/", files.answer_place, name="answer_place"),
    path(f"{FORM}word/file/", files.answer_word_file, name="answer_word_file"),
    path(f"{FORM}check/", agency.answer_check, name="answer_check"),
    path(f"{FORM}with/", agency.answer_with, name="answer_with"),
    path(f"{FORM}take-back/", agency.answer_take_back, name="answer_take_back"),
    path(f"{FORM}hand-over/", agency.answer_hand_over, name="answer_hand_over"),
    path(f"{FORM}receipt/", agency.answer_receipt, name="answer_receipt"),
    path(f"{FORM}<str:section>/", agency.answer_section, name="answer_section"),
    path("answer/thanks/", link.thanks, name="answer_thanks"),
    path(
        "answer/handed-over/",
        link.thanks,
        {"what": "handed over"},
        name="answer_handed_over",
    ),
    path(SIGN, signer.sign_form, name="sign_form"),
    path(f"{SIGN}files/<uuid:attachment_id>/", signer.sign_file, name="sign_file"),
    path(f"{SIGN}back/", signer.sign_back, name="sign_back"),
    path(f"{SIGN}pass/", signer.sign_pass, name="sign_pass"),
    path(f"{SIGN}receipt/", signer.sign_receipt, name="sign_receipt"),
    path("sign/returned/", link.thanks, {"what": "returned"}, name="sign_returned"),
    path("sign/passed/", link.thanks, {"what": "passed"}, name="sign_passed"),
    *(
        path(f"{door}/<str:token>/{place}", view, {"part": part}, name=f"{door}{name}")
        for part, door in DOORS.items()
        for place, view, name in (
            ("", link.landing, ""),
            ("send-code/", link.send_code, "_send_code"),
            ("code/", link.type_code, "_code"),
            ("not-me/", link.not_me, "_not_me"),
        )
    ),
]
