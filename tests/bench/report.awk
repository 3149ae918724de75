# SPDX-License-Identifier: GPL-3.0-or-later
#
# awk -f report.awk -v json=FILE FS='\t' FACTS FS=';' ROWS FS='\t' SAMPLES
#
# Prints the tables in Markdown and writes the same, with every sample, to FILE. Exit code 1 when a bound is not met
# or a measure has failed.

FNR == 1 { input++ }
input == 1 && $1 == "mapped" {
    mapped[$2] = $3
    mapped_text = mapped_text comma(mapped_text) $2 " " int($3 / 1048576) " MiB"
    json_mapped = json_mapped comma(json_mapped) text($2) ": " $3
    next
}
input == 1 { fact[$1] = $2; machine = machine comma(machine) text($1) ": " text($2); next }
input == 2 { rows[++row_count] = $0; next }
$3 == "failed" { failed[$1 "-" $2] = 1; next }
{
    name = $1 "-" $2
    if (!(name in seconds))
        names[++name_count] = name
    seconds[name] = seconds[name] comma(seconds[name]) $3
    processor[name] = processor[name] comma(processor[name]) $4
    memory[name] = memory[name] comma(memory[name]) sprintf("%.1f", $5 / 1024)
}

function comma(before) { return before == "" ? "" : ", " }
function text(value) { return "\"" value "\"" }

# Puts the numbers of a list in order into the array sorted and returns how many there are.
function sort_numbers(list,    n, i, j, x) {
    n = split(list, sorted, ", ")
    for (i = 2; i <= n; i++) {
        x = sorted[i]
        for (j = i - 1; j > 0 && sorted[j] + 0 > x + 0; j--)
            sorted[j + 1] = sorted[j]
        sorted[j + 1] = x
    }
    return n
}

function median(list,    n) {
    n = sort_numbers(list)
    return n ? (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2 : 0
}

# Seconds of a measure, or of the mapped bytes at the throttled card's rates; 0 when there is no figure.
function figure(group, measure) {
    if (measure == "write")
        return mapped[group] / 40e6
    if (measure == "read")
        return mapped[group] / 90e6
    return (group "-" measure) in failed ? 0 : median(seconds[group "-" measure])
}

# The seconds that "W", "W|H" or "W+R" stands for, 0 when a part of it has none; against is how that reads.
function reference(group, of,    parts, n, i, part, sum, most) {
    n = split(of, parts, /[|+]/)
    against = ""
    for (i = 1; i <= n; i++) {
        part = figure(group, parts[i])
        if (!part) {
            against = parts[i] " failed"
            return 0
        }
        sum += part
        most = part > most ? part : most
        against = against (i > 1 ? (of ~ /\|/ ? ", " : " + ") : "") sprintf("%s %.2f", parts[i], part)
    }
    if (of ~ /\|/)
        against = "max(" against ")"
    return of ~ /\|/ ? most : sum
}

function fixed(value, digits) { return value ? sprintf("%.*f", digits, value) : "" }

# Prints a row, one line a bound, and adds it to the JSON.
function print_row(group, measure, bounds, what,
                   name, ours, used, peak, list, n, i, bound, theirs, ratio, met, items) {
    name = group "-" measure
    ours = figure(group, measure)
    used = ours ? median(processor[name]) : 0
    peak = ours ? median(memory[name]) : 0
    n = split(bounds, list, ", ")
    for (i = 1; i <= n; i++) {
        split(list[i], bound, " ")
        theirs = reference(group, bound[2])
        ratio = theirs ? ours / theirs : 0
        met = ratio && ratio <= bound[1]
        missed = missed || !met
        if (i == 1)
            printf("| %s | %s | %s ", name, what, ours ? fixed(ours, 2) : "failed")
        else
            printf("| | | ")
        printf("| %s | %s | %s | %s ", against, fixed(ratio, 2), bound[1], met ? "yes" : "no")
        printf("| %s | %s |\n", i == 1 ? fixed(used, 2) : "", i == 1 ? fixed(peak, 0) : "")
        items = items comma(items) "{\"of\": " text(bound[2]) sprintf(", \"reference_seconds\": %.3f", theirs) \
            sprintf(", \"ratio\": %.3f, \"at_most\": %s, \"met\": %s}", ratio, bound[1], met ? "true" : "false")
    }
    json_rows = json_rows (json_rows == "" ? "" : ",\n") "    {\"row\": " text(name) ", \"what\": " text(what) \
        sprintf(", \"seconds\": %.3f, \"processor_seconds\": %.2f, \"memory_mib\": %.1f", ours, used, peak) \
        ", \"bounds\": [" items "]}"
}

# Prints a measure's line, and adds it to the JSON.
function print_measure(name,    n, least, most) {
    n = sort_numbers(seconds[name])
    printf "| %s | %.2f | %.2f to %.2f | %.2f | %.0f |\n", name, median(seconds[name]), sorted[1], sorted[n],
        median(processor[name]), median(memory[name])
    json_measures = json_measures (json_measures == "" ? "" : ",\n") \
        sprintf("    {\"measure\": %s, \"seconds\": [%s], \"processor_seconds\": [%s], \"memory_mib\": [%s]}",
            text(name), seconds[name], processor[name], memory[name])
}

END {
    printf "%s: %s, %s cores, SHA instructions: %s, ", fact["date"], fact["processor"], fact["cores"], fact["SHA"]
    printf "%s, %s; coffer %s, bmaptool %s, ", fact["kernel"], fact["file_system"], fact["coffer"], fact["bmaptool"]
    printf "coreutils %s; rounds: %s", fact["coreutils"], fact["rounds"]
    printf "%s.\n\n", mapped_text == "" ? "" : "; mapped: " mapped_text
    print "| row | what | seconds | against | ratio | at most | met | processor seconds | memory, MiB |"
    print "| --- | --- | --: | --- | --: | --: | --- | --: | --: |"
    for (i = 1; i <= row_count; i++) {
        split(rows[i], field, ";")
        print_row(field[1], field[2], field[3], field[4])
    }
    print "\n| measure | seconds | least to most | processor seconds | memory, MiB |"
    print "| --- | --: | --- | --: | --: |"
    for (i = 1; i <= name_count; i++)
        print_measure(names[i])
    printf "{\n  \"machine\": {%s},\n  \"mapped_bytes\": {%s},\n", machine, json_mapped > json
    printf "  \"rows\": [\n%s\n  ],\n  \"measures\": [\n%s\n  ]\n}\n", json_rows, json_measures > json
    exit missed
}
