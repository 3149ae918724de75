// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/tomlvalue.h"

#include "core/base/files.h"

// Debian's shared library is built with exceptions; here the parser is compiled in, without them.
#undef TOML_SHARED_LIB
#undef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
// Its assertions are wrong about some hostile input ("a = [}"), which it refuses properly without
// them; with NDEBUG they are promises to the optimizer, and such input would be undefined behaviour.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 largestFile = 32 << 10; ///< also keeps the parser's recursion over "a.a.a…" harmless
constexpr int deepestTable = 8;

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

int lineOf(const toml::source_region &source)
{
    return std::max(1, int(source.begin.line));
}

/// Our own value of a node; nothing when it is nested too deep.
std::optional<TomlValue> convert(const toml::node &node, int line, int depth)
{
    if (depth > deepestTable)
        return std::nullopt;
    TomlValue value;
    value.line = line;
    if (const toml::table *table = node.as_table()) {
        TomlMap map;
        for (const auto &[key, member] : *table) {
            const auto converted = convert(member, lineOf(key.source()), depth + 1);
            if (!converted)
                return std::nullopt;
            map.insert(textOf(key.str()), *converted);
        }
        value.data = map;
    } else if (const toml::array *array = node.as_array()) {
        QList<TomlValue> list;
        for (const toml::node &element : *array) {
            const auto converted = convert(element, lineOf(element.source()), depth + 1);
            if (!converted)
                return std::nullopt;
            list.append(*converted);
        }
        value.data = list;
    } else if (const auto *text = node.as_string()) {
        value.data = textOf(text->get());
    } else if (const auto *number = node.as_integer()) {
        value.data = qint64(number->get());
    } else if (const auto *truth = node.as_boolean()) {
        value.data = truth->get();
    }
    return value;
}

} // namespace

Result<TomlValue> parseToml(const QString &path)
{
    const Result<QByteArray> text = readFile(path, largestFile);
    if (!text)
        return passOn(text);
    const toml::parse_result parsed = toml::parse(std::string_view(text->constData(), std::size_t(text->size())));
    if (!parsed)
        return fail(Errc::InvalidInput, tr("%1:%2: this is not TOML: %3.")
                                            .arg(path).arg(lineOf(parsed.error().source())).arg(textOf(parsed.error().description())));
    const auto root = convert(parsed.table(), 1, 0);
    if (!root)
        return fail(Errc::InvalidInput, tr("%1:1: tables are nested more than %2 deep, which no such file needs.").arg(path).arg(deepestTable));
    return *root;
}

} // namespace coffer
