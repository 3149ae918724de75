// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_md_ctx_st;

namespace coffer {

/// Streaming SHA-256 (FIPS 180-4) by OpenSSL's libcrypto, which uses the processor's instructions.
class Sha256
{
public:
    Sha256();

    void add(QByteArrayView data);
    /// The digest of all that was added, as 64 lower-case hex digits; starts anew.
    QByteArray takeHex();

private:
    struct Free { void operator()(evp_md_ctx_st *context) const; };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// SHA-256 of `data` as 64 lower-case hex digits.
QByteArray sha256Hex(QByteArrayView data);

/// SHA-256 of a whole file as hex. Blocks. Errors: NotFound, Failed, Cancelled.
Result<QByteArray> sha256OfFile(const QString &path, const CancelToken &cancel = {});

} // namespace coffer
