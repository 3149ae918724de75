// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "ui/symbol.h"

#include <QWizardPage>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace coffer {

/// A page with a verdict on top: a symbol and a sentence that says how things stand. Buttons for what can be done are below.
class WizardPage : public QWizardPage
{
    Q_OBJECT
public:
    WizardPage(const QString &title, const QString &subTitle, QWidget *parent = nullptr);

protected:
    /// The verdict; screen readers tell it too.
    void say(Symbol symbol, Tone tone, const QString &text);
    void sayError(const Error &error) { say(Symbol::Failed, Tone::Bad, error.message); }
    QVBoxLayout *body() const { return m_body; }
    /// A button below all; `pressed` is called when it is.
    QPushButton *addButton(const QString &name, const QString &words, const std::function<void()> &pressed);

    /// Runs `work` in a job and says `words` meanwhile. Does nothing while one is running.
    template <typename T>
    void run(const QString &words, const std::function<Result<T>(Progress &)> &work, const std::function<void(const Result<T> &)> &then)
    {
        if (std::exchange(m_isBusy, true))
            return;
        say(Symbol::Checking, Tone::Busy, words);
        runJob<T>(this, {}, work, [](const ProgressEvent &) {}, [this, then](const Result<T> &result) {
            m_isBusy = false;
            then(result);
            Q_EMIT completeChanged();
        });
    }

private:
    bool m_isBusy = false;
    SymbolView *m_symbol;
    QLabel *m_verdict;
    QVBoxLayout *m_body;
    QHBoxLayout *m_buttons;
};

} // namespace coffer
