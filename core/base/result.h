// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <tl/expected.hpp>

namespace coffer {

/// What kind of failure it was, for programs. The command line maps it to its exit code.
enum class Errc {
    Failed,           ///< something outside went wrong (a tool, a file, a device)
    Cancelled,        ///< the operator stopped it
    Usage,            ///< the call itself is wrong
    Refused,          ///< declined for safety; nothing was written
    InvalidInput,     ///< a file from outside does not hold what it must
    NotFound,         ///< a file, device or program is missing
    ChecksumMismatch, ///< data differ from their checksum
    CardTooSmall,
    Busy,    ///< somebody else holds it
    NoSpace, ///< the disk is full
    CardGone,   ///< the card was pulled
    CardStalled ///< the card no longer answers and was given up
};

/// A failure as a value: a code for programs and one sentence for the operator that says what
/// happened and what to do.
struct Error
{
    Errc code = Errc::Failed;
    QString message;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// Whether the card cannot be asked for anything any more.
inline bool isLost(const Error &error)
{
    return error.code == Errc::CardGone || error.code == Errc::CardStalled;
}

inline tl::unexpected<Error> fail(Errc code, const QString &message)
{
    return tl::unexpected<Error>(Error{code, message});
}

inline Status ok()
{
    return {};
}

/// Passes the error of one result on as that of another type.
template <typename T>
tl::unexpected<Error> passOn(const Result<T> &failed)
{
    return tl::unexpected<Error>(failed.error());
}

/// `text` in the operator's language. For use in the core, which has no QObjects of its own.
inline QString tr(const char *text)
{
    return QCoreApplication::translate("coffer", text);
}

} // namespace coffer
