// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include <QFile>

#include <openssl/evp.h>

#include <array>

namespace coffer {

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
}

void Sha256::add(QByteArrayView data)
{
    EVP_DigestUpdate(m_context.get(), data.data(), std::size_t(data.size()));
}

QByteArray Sha256::takeHex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int length = 0;
    EVP_DigestFinal_ex(m_context.get(), digest.data(), &length);
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
    return QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(length)).toHex();
}

QByteArray sha256Hex(QByteArrayView data)
{
    Sha256 hash;
    hash.add(data);
    return hash.takeHex();
}

Result<QByteArray> sha256OfFile(const QString &path, const CancelToken &cancel)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::NotFound, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    Sha256 hash;
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (;;) {
        if (cancel.isCancelled())
            return fail(Errc::Cancelled, tr("Cancelled."));
        const qint64 got = file.read(buffer.data(), buffer.size());
        if (got < 0)
            return fail(Errc::Failed, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
        if (got == 0)
            return hash.takeHex();
        hash.add(QByteArrayView(buffer.constData(), got));
    }
}

} // namespace coffer
