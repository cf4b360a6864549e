"""How many queries each page may need: the budgets that tests/test_queries.py holds."""

# The most queries that a page may need, whatever it shows; every page stands here.
CEILINGS = {
    0: "answer_thanks sign_in",
    6: "answer answer_attachments answer_chronology answer_code answer_hand_over "
    "answer_handed_over answer_import answer_receipt answer_remove answer_section "
    "answer_take_back answer_with answer_word answer_word_file new_case "
    "partnerships procedure_page sign sign_code sign_passed sign_receipt "
    "sign_returned who_can_sign_in",
    10: "answer_check answer_form answer_place document edited_report_word "
    "load_procedure loaded_procedure loaded_procedure_file one_waiting_mail "
    "open_pack partnership partnership_calendar partnership_clocks print_log "
    "procedures put_in_force reminders report_pdf report_word shipped_procedure "
    "shipped_procedure_file sign_back sign_file sign_form sign_pass take_day_back "
    "waiting_mail",
    15: "call_off_meeting change_tracker hand_package interests open_package "
    "receive_package record_reply replies settle_interest",
    16: "acknowledge_request acknowledge_submission actions add_child agree_action "
    "allow_same_person answer_extension answer_panel appoint approve_content case "
    "case_mail case_procedure cases change_action change_child change_date "
    "change_review change_sheet children choose_agencies choose_date close_safety "
    "contact correct_anchor correct_close correct_entry csc_decision daily_log "
    "decide_executive decide_ofsted decline_pre_meet delegate discuss_timeline "
    "documents drop_action end_appointment end_case finish_action follow_up "
    "hold_pre_meet invitations lead_professional legal_hold letter minute_taker "
    "my_day next_step not_submitted notification offer_pre_meet open_bundle "
    "open_in_bundle open_minutes open_submission_paper outbox own_facts "
    "partners_agreed people pre_meets prepare_meeting preview_procedure "
    "reassign_request recall_pack receive_response receive_word record_areas "
    "record_impact record_signature record_submission renew_link renew_signer_link "
    "reopen_case retention_review revoke_link revoke_signer_link send_agenda "
    "senior_officers sent_to_ofsted set_timescales share_findings sin stand_in "
    "take_back_return take_in_emailed_form take_in_pack take_in_premeet "
    "take_in_report take_in_signed take_oversight tell_group timeline "
    "type_attachments type_check type_chronology type_import type_section "
    "walk_through",
    20: "call_executive change_process chase_return circulate_minutes circulate_report "
    "confirm_circulation correct_minutes edited_report edited_reports end_hold "
    "end_process give_minutes held_document hold_document hold_executive "
    "hold_in_return hold_on judge_deputy parallel_processes partner_view "
    "record_process release_held release_pack return_certificate send_requests "
    "share_response sign_off_report sin_sheet take_in_minutes take_in_return "
    "taken_in type_form type_place withdraw_release withdraw_sin",
    25: "compare_report compare_report_word",
    26: "export_bundle held_item held_items meetings preview_minutes read_report "
    "send_report_to_chair send_with_minutes",
    29: "report_remarks",
    31: "accept_several checklist checklist_all checklist_download close_case "
    "close_meeting meeting_minutes rapid_review_meeting remind_several report "
    "share_several",
    34: "review_report",
    35: "mark_attachment request_page tracker_file",
    36: "handed_on",
    40: "accept_return agency_return make_package",
    44: "sign_report",
    45: "on_a_page on_a_page_pdf report_section share_return update_report",
    46: "send_back_return",
    55: "collation seven_minutes tracker_sheet",
    70: "submission",
}
BUDGET = {name: most for most, names in CEILINGS.items() for name in names.split()}
