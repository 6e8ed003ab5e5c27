# Holds includes, SQL, words of the command line and looks at the surroundings to the rooms they
# belong in; run by check_layers.sh with the files of lib/ and tools/ as arguments, named relative to
# the top of the project.

BEGIN {
    # A room knows itself and the rooms before it.
    room_count = split("base calendar model policy wording rules stats chart learn store ledger desk exchange report print dcc.hpp tools", names, " ")
    for (i = 1; i <= room_count; ++i) rank[names[i]] = i

    # Rooms that come before and yet stay unknown to each other: they meet in ledger. Reports need no use case.
    forbidden["store", "policy"] = forbidden["store", "rules"] = forbidden["store", "stats"] = 1
    forbidden["store", "chart"] = forbidden["store", "learn"] = forbidden["store", "wording"] = forbidden["report", "desk"] = forbidden["report", "exchange"] = 1

    # A drawing knows numbers and words, not what they are of.
    for (i = 1; i <= split("model policy rules stats", names, " "); ++i) forbidden["chart", names[i]] = 1

    # Third-party libraries, each in its one home. fmt may be used in any source; of the public headers,
    # only that of texts for people needs it, whose patterns it checks while they are compiled.
    home["toml++"] = "lib/dcc/policy/"
    home["SQLiteCpp"] = home["sqlite3.h"] = "lib/dcc/store/"
    home["CLI"] = "tools/"
    home["absl"] = "lib/dcc/calendar/"
    home["sodium"] = home["sodium.h"] = home["idn2.h"] = home["re2"] = "lib/dcc/base/"
    home["utf8proc.h"] = home["csv.h"] = home["iconv.h"] = "lib/dcc/base/"
    home["phonenumbers"] = "lib/dcc/base/"
    home["linear.h"] = "lib/dcc/learn/"
    home["unicode"] = "tools/static/"
    home["nlohmann"] = "lib/dcc/base/detail/json.hpp"
    home["fmt"] = ""

    system_header = "^(errno|fcntl|grp|langinfo|locale|poll|pwd|signal|spawn|syslog|termios|time|unistd|" \
                    "wchar|sys/[a-z]+)\\.h$"
    sql = "(SELECT |INSERT (OR [A-Z]+ )?INTO |DELETE FROM |UPDATE [a-z_]+ SET |PRAGMA |" \
          "(CREATE|ALTER|DROP) (TABLE|(UNIQUE )?INDEX|VIEW|TRIGGER) |BEGIN IMMEDIATE)"

    command_line = "(^|[^-a-z])--[a-z]|dcc-[a-z]|DCC_[A-Z]"
}

FNR == 1 {
    room = room_of(FILENAME)
    in_lib = FILENAME ~ /^lib\//
    is_public = in_lib && FILENAME ~ /\.hpp$/ && FILENAME !~ /\/detail\//
    raw_end = ""
    if (!(room in rank)) offence("stands in no room (" room ")")
}

/^[ \t]*#[ \t]*include[ \t]/ { check_include($0) }

{ check_sql($0) }

in_lib { check_command_line($0) }

# Places are found by the tools and handed down.
in_lib && !/^[ \t]*\/\// && /(^|[^A-Za-z_])(getenv|secure_getenv|temp_directory_path)[ \t]*\(|\/proc\/self/ {
    offence("the library does not look around it: the tools hand in what they find")
}

END { exit offences > 0 }

function offence(what) {
    print FILENAME ":" FNR ": " what
    ++offences
}

function room_of(path, parts) {
    split(path, parts, "/")
    return parts[1] == "tools" ? "tools" : parts[3]
}

function check_include(line, name) {
    if (match(line, /<[^>]*>/)) {
        name = substr(line, RSTART + 1, RLENGTH - 2)
        if (name ~ /^dcc\//) check_room(name)
        else if (name !~ /^[a-z_0-9]+$/) check_third_party(name)
    } else if (match(line, /"[^"]*"/)) {
        name = substr(line, RSTART + 1, RLENGTH - 2)
        if (name ~ /\.\./) offence("\"" name "\" leaves its room by \"..\"")
        if (is_public) offence("a public header names others in angle brackets: \"" name "\"")
        if (in_lib && name ~ /^(dcc|tools|common)\//)
            offence("a file of the library names others as <dcc/…>: \"" name "\"")
    } else {
        offence("an include that cannot be read")
    }
}

function check_room(name, parts, other) {
    split(name, parts, "/")
    other = parts[2]
    if (!(other in rank))
        offence("<" name "> stands in no room")
    else if (room in rank && rank[other] > rank[room])
        offence(room " includes <" name ">: " other " is above it")
    else if ((room, other) in forbidden)
        offence(room " includes <" name ">: " room " does not know " other)
    if (is_public && name ~ /\/detail\//)
        offence("a public header includes <" name ">, which is not installed")
}

function check_third_party(name, library) {
    if (name == "fmt/core.h" && FILENAME == "lib/dcc/base/wording.hpp") return
    library = name
    sub(/\/.*/, "", library)
    if (library in home) {
        if (index(FILENAME, home[library]) != 1)
            offence("<" name "> has its one home in " home[library])
        else if (is_public)
            offence("a public header includes <" name ">: third-party types stay in sources")
    } else if (name !~ system_header) {
        offence("<" name "> has no home: name one in tests/check_layers.awk")
    } else if (is_public) {
        offence("a public header includes <" name ">, which is not of the standard library")
    }
}

# The library does not know by which command, option or variable something is done: see model/remedy.hpp.
function check_command_line(line) {
    if (line ~ /^[ \t]*\/\//) return
    gsub(/\\./, "", line)
    while (match(line, /"[^"]*"/)) {
        if (substr(line, RSTART, RLENGTH) ~ command_line)
            offence("a string names an option, a tool or a variable of the command line")
        line = substr(line, RSTART + RLENGTH)
    }
}

# SQL is looked for in string literals only; raw ones may go over several lines.
function check_sql(line, start) {
    if (FILENAME ~ /^lib\/dcc\/store\//) return
    if (raw_end != "") {
        if (line ~ sql) offence("SQL outside of lib/dcc/store")
        if (index(line, raw_end)) raw_end = ""
        return
    }
    if (line ~ /^[ \t]*\/\//) return
    if (match(line, "\"[^\"]*" sql)) offence("SQL outside of lib/dcc/store")
    if (match(line, /R"[A-Za-z_]*\(/)) {
        start = RSTART
        raw_end = ")" substr(line, start + 2, RLENGTH - 3) "\""
        if (index(substr(line, start + RLENGTH), raw_end)) raw_end = ""
    }
}
