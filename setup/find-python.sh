# Sets $python to the first Python of at least 3.11 on the PATH, or ends with one sentence.
python=
for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Rapid Review needs Python 3.11 or later. Install it (on Debian and Ubuntu: apt-get install python3), then try again." >&2
    exit 2
fi
