// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/buildrun.h"
#include "ui/wizard/wizardpage.h"
#include "ui/wizard/wizardservices.h"

class QPlainTextEdit;
class QProgressBar;

namespace coffer {

class WrappingList;

/// The images: which are there, and the build of those that are not. The build goes on when the page, or the wizard, is left.
class ImagesPage : public WizardPage
{
    Q_OBJECT
public:
    /// Both outlive it.
    ImagesPage(const WizardServices &services, BuildRun &build);

    void initializePage() override { look(); }
    /// All images are there, and none is being made anew.
    bool isComplete() const override { return m_areThere && !m_build.isRunning(); }

private:
    void look();
    void tellMissing(const QStringList &missing);
    void draw();
    void drawStages();
    void noteEnd();

    const WizardServices &m_services;
    BuildRun &m_build;
    bool m_areThere = false;
    QProgressBar *m_whole;
    WrappingList *m_stages;
    QPlainTextEdit *m_output;
    QPushButton *m_start;
    QPushButton *m_cancel;
    QPushButton *m_again;
};

} // namespace coffer
