// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools.h"

#include "core/image/environment.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <zlib.h>

using namespace coffer;

class EnvironmentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites();
    void isWhatMkenvimageMakes();
    void isWhatFwPrintenvReads();
    void readsWhatMkenvimageMakes();
    void fillsTheBlockToTheLastByte();
    void refusesWhatUBootCannotHave_data();
    void refusesWhatUBootCannotHave();
    void tellsAWrongChecksum();
    void refusesDamageUnderARightChecksum_data();
    void refusesDamageUnderARightChecksum();
    void survivesAnyDamage();
    void readsText();
    void refusesWrongText_data();
    void refusesWrongText();

private:
    QTemporaryDir m_folder;
};

static const Environment sample{
    {QStringLiteral("bootcmd"), QStringLiteral("while true; do run netboot; sleep 5; done")},
    {QStringLiteral("ethaddr"), QStringLiteral("42:14:b8:a3:a0:07")},
    {QStringLiteral("netargs"), QStringLiteral("setenv bootargs \"root=/dev/nfs nfsroot=${serverip}:/srv/${prefix}/ a=b=c\"")},
    {QStringLiteral("boot.part-1_x"), QStringLiteral(" spaces  kept ")},
};

static QByteArray withChecksum(QByteArray block)
{
    qToLittleEndian(quint32(crc32(0, reinterpret_cast<const Bytef *>(block.constData()) + 4, uInt(block.size() - 4))), block.data());
    return block;
}

static QByteArray textOf(const Environment &variables)
{
    QByteArray text;
    for (auto it = variables.cbegin(); it != variables.cend(); ++it)
        text += it.key().toUtf8() + '=' + it->toUtf8() + '\n';
    return text;
}

void EnvironmentTest::readsWhatItWrites()
{
    for (const Environment &variables : {sample, Environment{}, Environment{{QStringLiteral("a"), QString()}}}) {
        const auto block = formatEnvironment(variables, 0x8000);
        QVERIFY(block);
        QCOMPARE(block->size(), 0x8000);
        const auto parsed = parseEnvironment(*block);
        QVERIFY(parsed);
        QVERIFY(parsed->crcValid);
        QCOMPARE(parsed->variables, variables);
    }
}

void EnvironmentTest::isWhatMkenvimageMakes()
{
    const QString text = m_folder.filePath(QStringLiteral("env.txt"));
    const QString made = m_folder.filePath(QStringLiteral("env.bin"));
    QVERIFY(writeFile(text, textOf(sample)));
    const QByteArray told = runTool(QStringLiteral("mkenvimage"), {QStringLiteral("-s"), QStringLiteral("0x8000"), QStringLiteral("-p"), QStringLiteral("0"),
                                                                  QStringLiteral("-o"), made, text});
    QVERIFY2(!told.startsWith("error"), told.constData());
    QCOMPARE(*formatEnvironment(sample, 0x8000), *readFile(made));
}

void EnvironmentTest::isWhatFwPrintenvReads()
{
    const QString image = m_folder.filePath(QStringLiteral("card.img"));
    const QString config = m_folder.filePath(QStringLiteral("fw_env.config"));
    QVERIFY(writeFile(image, QByteArray(0x3F8000, '\0') + *formatEnvironment(sample, 0x8000)));
    QVERIFY(writeFile(config, image.toUtf8() + " 0x3F8000 0x8000\n"));
    const QByteArray printed = runTool(QStringLiteral("fw_printenv"), {QStringLiteral("-c"), config});
    QList<QByteArray> lines = printed.split('\n');
    std::sort(lines.begin(), lines.end());
    QList<QByteArray> expected = textOf(sample).split('\n');
    std::sort(expected.begin(), expected.end());
    QCOMPARE(lines, expected);
}

void EnvironmentTest::readsWhatMkenvimageMakes()
{
    const QString text = m_folder.filePath(QStringLiteral("padded.txt"));
    const QString made = m_folder.filePath(QStringLiteral("padded.bin"));
    QVERIFY(writeFile(text, textOf(sample)));
    runTool(QStringLiteral("mkenvimage"), {QStringLiteral("-s"), QStringLiteral("0x4000"), QStringLiteral("-o"), made, text}); // pads with ff
    const auto parsed = parseEnvironment(readFile(made).value_or(QByteArray()));
    QVERIFY(parsed && parsed->crcValid);
    QCOMPARE(parsed->variables, sample);
}

void EnvironmentTest::fillsTheBlockToTheLastByte()
{
    const qint64 size = 512;
    const qsizetype room = size - 4 - 2 - 2; // checksum, "a=", two NULs
    QVERIFY(formatEnvironment({{QStringLiteral("a"), QString(room, u'x')}}, size));
    const auto tooMuch = formatEnvironment({{QStringLiteral("a"), QString(room + 1, u'x')}}, size);
    QCOMPARE(tooMuch.error().code, Errc::InvalidInput);
    QVERIFY(tooMuch.error().message.contains(QStringLiteral("513")));
    QCOMPARE(parseEnvironment(*formatEnvironment({{QStringLiteral("a"), QString(room, u'x')}}, size))->variables.size(), 1);
}

void EnvironmentTest::refusesWhatUBootCannotHave_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const auto add = [](const char *row, const QString &name, const QString &value) { QTest::newRow(row) << name << value; };
    add("no name", QString(), QStringLiteral("x"));
    add("= in the name", QStringLiteral("a=b"), QStringLiteral("x"));
    add("space in the name", QStringLiteral("a b"), QStringLiteral("x"));
    add("comment as a name", QStringLiteral("#a"), QStringLiteral("x"));
    add("shell in the name", QStringLiteral("a;reset"), QStringLiteral("x"));
    add("NUL in the name", QString(QChar(0)), QStringLiteral("x"));
    add("other letters in the name", QStringLiteral("ä"), QStringLiteral("x"));
    add("NUL in the value", QStringLiteral("a"), QStringLiteral("x") + QChar(0) + QStringLiteral("bootcmd=evil"));
    add("line break in the value", QStringLiteral("a"), QStringLiteral("x\nbootcmd=evil"));
    add("carriage return in the value", QStringLiteral("a"), QStringLiteral("x\r"));
}

void EnvironmentTest::refusesWhatUBootCannotHave()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    const auto block = formatEnvironment({{name, value}}, 0x8000);
    QVERIFY(!block);
    QCOMPARE(block.error().code, Errc::InvalidInput);
}

void EnvironmentTest::tellsAWrongChecksum()
{
    const QByteArray right = *formatEnvironment(sample, 0x2000);
    for (const qsizetype at : {qsizetype(0), qsizetype(3), qsizetype(4), qsizetype(100), right.size() - 1}) {
        QByteArray wrong = right;
        wrong[at] = char(wrong[at] ^ 0x10);
        const auto parsed = parseEnvironment(wrong);
        QVERIFY(parsed);
        QVERIFY(!parsed->crcValid);
        QVERIFY(parsed->variables.isEmpty());
    }
    for (const QByteArray &block : {QByteArray(), QByteArray(4, '\0'), QByteArray(0x8000, '\0'), QByteArray(0x8000, '\xff')})
        QVERIFY(parseEnvironment(block) && !parseEnvironment(block)->crcValid);
}

void EnvironmentTest::refusesDamageUnderARightChecksum_data()
{
    QTest::addColumn<QByteArray>("entries");
    QTest::newRow("not closed") << QByteArray("a=b");
    QTest::newRow("last one not closed") << QByteArray("a=b\0c=d", 7);
    QTest::newRow("no empty string") << QByteArray("a=b\0", 4);
    QTest::newRow("no =") << QByteArray("a=b\0cd\0\0", 8);
    QTest::newRow("no name") << QByteArray("=b\0\0", 4);
    QTest::newRow("twice") << QByteArray("a=b\0c=d\0a=b\0\0", 13);
    QTest::newRow("control character in a name") << QByteArray("\x1b[2J=b\0\0", 8);
    QTest::newRow("one letter") << QByteArray("x");
}

void EnvironmentTest::refusesDamageUnderARightChecksum()
{
    QFETCH(QByteArray, entries);
    const auto parsed = parseEnvironment(withChecksum(QByteArray(4, '\0') + entries));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, Errc::InvalidInput);
}

void EnvironmentTest::survivesAnyDamage()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QByteArray right = *formatEnvironment(sample, 0x400);
    for (int round = 0; round < 3000; ++round) {
        QByteArray block = right.first(random.bounded(5, int(right.size())));
        for (int changes = random.bounded(8); changes > 0; --changes)
            block[random.bounded(int(block.size()))] = char(random.bounded(3) == 0 ? 0 : random.bounded(256));
        const auto parsed = parseEnvironment(withChecksum(block));
        if (parsed)
            QVERIFY(parsed->crcValid);
    }
}

void EnvironmentTest::readsText()
{
    const auto parsed = parseEnvironmentText("# U-Boot's own\na=b\n\nmtdids=\nc=d=e # f\n", QStringLiteral("file"));
    QVERIFY(parsed);
    QCOMPARE(*parsed, (Environment{{QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("mtdids"), QString()}, {QStringLiteral("c"), QStringLiteral("d=e # f")}}));
    QCOMPARE(parseEnvironmentText({}, QStringLiteral("file"))->size(), 0);
    QCOMPARE(*parseEnvironmentText(textOf(sample), QStringLiteral("file")), sample);
}

void EnvironmentTest::refusesWrongText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("no =") << QByteArray("a=b\nreset\n") << 2;
    QTest::newRow("twice") << QByteArray("a=b\n# c\na=c\n") << 3;
    QTest::newRow("no name") << QByteArray("=b\n") << 1;
    QTest::newRow("space in the name") << QByteArray("a b=c\n") << 1;
    QTest::newRow("NUL") << QByteArray("a=b\0c=d\n", 8) << 1;
    QTest::newRow("carriage return") << QByteArray("a=b\r\n") << 1;
}

void EnvironmentTest::refusesWrongText()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const auto parsed = parseEnvironmentText(text, QStringLiteral("u-boot-env.txt"));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, Errc::InvalidInput);
    QVERIFY2(parsed.error().message.startsWith(QStringLiteral("u-boot-env.txt:%1: ").arg(line)), qPrintable(parsed.error().message));
}

QTEST_GUILESS_MAIN(EnvironmentTest)
#include "tst_environment.moc"
