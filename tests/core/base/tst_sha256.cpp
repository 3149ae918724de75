// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include <QTest>

using namespace coffer;

class Sha256Test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownAnswers();
    void startsAnewAfterEachDigest();
};

void Sha256Test::knownAnswers() // FIPS 180-4's examples
{
    QCOMPARE(sha256Hex("abc"), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256Hex(""), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void Sha256Test::startsAnewAfterEachDigest()
{
    Sha256 hash;
    hash.add("a");
    hash.add("bc");
    QCOMPARE(hash.takeHex(), sha256Hex("abc"));
    hash.add("abc");
    QCOMPARE(hash.takeHex(), sha256Hex("abc"));
}

QTEST_GUILESS_MAIN(Sha256Test)
#include "tst_sha256.moc"
