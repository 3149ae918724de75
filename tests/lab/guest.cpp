// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/guest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

namespace coffer {
namespace {

bool hasAll(const QJsonObject &object, const QJsonObject &wanted)
{
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (object.value(it.key()) != it.value())
            return false;
    }
    return !object.isEmpty();
}

} // namespace

std::optional<QJsonObject> GuestProgram::await(const QJsonObject &wanted, int ms)
{
    std::optional<QJsonObject> found;
    const auto look = [&] {
        while (!found && m_seen < out.size()) {
            const QJsonObject said = QJsonDocument::fromJson(out.at(m_seen++).toUtf8()).object();
            if (hasAll(said, wanted))
                found = said;
        }
        return found.has_value() || exitCode.has_value();
    };
    static_cast<void>(QTest::qWaitFor(look, ms));
    return found;
}

bool GuestProgram::ends(int ms)
{
    return QTest::qWaitFor([this] { return exitCode.has_value(); }, ms);
}

void GuestProgram::say(const QString &line)
{
    m_guest.send({{QStringLiteral("id"), m_id}, {QStringLiteral("input"), line + u'\n'}});
}

void GuestProgram::endInput()
{
    m_guest.send({{QStringLiteral("id"), m_id}, {QStringLiteral("end"), true}});
}

void GuestProgram::signal(int number)
{
    m_guest.send({{QStringLiteral("id"), m_id}, {QStringLiteral("signal"), number}});
}

Status Guest::connectTo(const QString &socket, int ms)
{
    QObject::connect(&m_socket, &QLocalSocket::readyRead, &m_socket, [this] { receive(); });
    m_socket.connectToServer(socket);
    if (!QTest::qWaitFor([this] { return m_isThere || m_socket.state() == QLocalSocket::UnconnectedState; }, ms) || !m_isThere)
        return fail(Errc::Failed, QStringLiteral("The machine's agent does not speak at %1").arg(socket));
    return ok();
}

std::shared_ptr<GuestProgram> Guest::start(const QStringList &command)
{
    const int id = ++m_lastId;
    auto program = std::make_shared<GuestProgram>(*this, id);
    m_programs.insert(id, program);
    send({{QStringLiteral("id"), id}, {QStringLiteral("run"), QJsonArray::fromStringList(command)}});
    return program;
}

std::shared_ptr<GuestProgram> Guest::run(const QStringList &command, int ms)
{
    auto program = start(command);
    program->endInput();
    if (!program->ends(ms))
        program->signal(SIGKILL);
    return program;
}

Result<QString> Guest::shell(const QString &line, int ms)
{
    const auto program = run({QStringLiteral("/bin/sh"), QStringLiteral("-c"), line}, ms);
    if (program->exitCode != 0)
        return fail(Errc::Failed, QStringLiteral("%1: %2").arg(line, program->said()));
    return program->out.join(u'\n');
}

void Guest::send(const QJsonObject &order)
{
    m_socket.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
}

void Guest::receive()
{
    while (m_socket.canReadLine()) {
        const QJsonObject told = QJsonDocument::fromJson(m_socket.readLine()).object();
        m_isThere |= told.contains(QStringLiteral("hello"));
        const auto program = m_programs.value(told.value(QStringLiteral("id")).toInt());
        if (!program)
            continue;
        if (const QJsonValue line = told.value(QStringLiteral("out")); line.isString())
            program->out += line.toString();
        if (const QJsonValue line = told.value(QStringLiteral("err")); line.isString())
            program->err += line.toString();
        if (const QJsonValue code = told.value(QStringLiteral("exit")); code.isDouble())
            program->exitCode = code.toInt();
    }
}

} // namespace coffer
