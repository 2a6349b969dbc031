// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QFile>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <Solid/DeviceNotifier>

namespace tandem::test {

/// The machine that KDE Solid's fake hardware back end shows, for the whole of a test program. Describe all
/// devices first, then start() before the first call of Solid. It is plugged and unplugged through the
/// session bus of the test's own.
class FakeHardware
{
public:
    using Properties = QList<std::pair<QString, QString>>;

    static QString udi(const QString &name) { return QStringLiteral("/org/kde/solid/fakehw/") + name; }

    void add(const QString &name, const QString &parent, const QString &interfaces, Properties properties)
    {
        properties.prepend({QStringLiteral("name"), name});
        properties.append({QStringLiteral("interfaces"), interfaces});
        properties.append({QStringLiteral("parent"), udi(parent)});
        m_xml += QStringLiteral("<device udi=\"%1\">").arg(udi(name));
        for (const auto &[key, value] : std::as_const(properties))
            m_xml += QStringLiteral("<property key=\"%1\">%2</property>").arg(key, value.toHtmlEscaped());
        m_xml += QStringLiteral("</device>");
    }

    /// A USB drive, in the USB plug @p usbPath of sysfs.
    void addDrive(const QString &name, bool isPortable = true, const QString &usbPath = {})
    {
        const QString portable = isPortable ? QStringLiteral("true") : QStringLiteral("false");
        const QString sibling = usbPath.isEmpty() ? QString() : usbPath + QStringLiteral("/1:1.0");
        add(name, QStringLiteral("computer"), QStringLiteral("StorageDrive,Block"),
            {{QStringLiteral("isRemovable"), portable},
             {QStringLiteral("isHotpluggable"), portable},
             {QStringLiteral("Serial"), name + QStringLiteral("-serial")},
             {QStringLiteral("SiblingId"), sibling}});
    }

    /// A volume on it, whose UUID is its name.
    void addVolume(const QString &name, const QString &drive, bool isMounted, const QString &mountPoint,
                   qint64 sizeBytes = 1000)
    {
        add(name, drive, QStringLiteral("StorageVolume,StorageAccess,Block"),
            {{QStringLiteral("isMounted"), isMounted ? QStringLiteral("true") : QStringLiteral("false")},
             {QStringLiteral("mountPoint"), mountPoint},
             {QStringLiteral("uuid"), name},
             {QStringLiteral("label"), name.toUpper()},
             {QStringLiteral("usage"), QStringLiteral("filesystem")},
             {QStringLiteral("size"), QString::number(sizeBytes)}});
    }

    void addPlayer(const QString &name, const QString &serial, int device, const QString &devicePath)
    {
        add(name, QStringLiteral("computer"), QStringLiteral("PortableMediaPlayer"),
            {{QStringLiteral("supportedProtocols"), QStringLiteral("mtp")},
             {QStringLiteral("vendor"), QStringLiteral("Example")},
             {QStringLiteral("ID_SERIAL_SHORT"), serial},
             {QStringLiteral("BUSNUM"), QStringLiteral("001")},
             {QStringLiteral("DEVNUM"), QStringLiteral("%1").arg(device, 3, 10, QLatin1Char('0'))},
             {QStringLiteral("DEVPATH"), devicePath},
             {QStringLiteral("ID_MEDIA_PLAYER"), QStringLiteral("1")}});
    }

    /// Writes the description to @p file, and plugs in the whole machine.
    bool start(const QString &file)
    {
        QFile machine(file);
        const QString xml = QStringLiteral("<machine><device udi=\"%1\"><property key=\"name\">Computer"
                                           "</property></device>%2</machine>")
                                .arg(udi(QStringLiteral("computer")), m_xml);
        if (!machine.open(QIODevice::WriteOnly) || machine.write(xml.toUtf8()) < 0)
            return false;
        machine.close();
        qputenv("SOLID_FAKEHW", QFile::encodeName(file));
        Solid::DeviceNotifier::instance();
        m_hardware =
            QDBusConnection::sessionBus().objectRegisteredAt(QStringLiteral("/org/kde/solid/fakehw"));
        return m_hardware;
    }

    void plug(const QString &name) { call(m_hardware, "plug", udi(name)); }
    void unplug(const QString &name) { call(m_hardware, "unplug", udi(name)); }

    /// A device that refuses every request until it is repaired. To be called directly after start().
    void breakDown(const QString &name)
    {
        QObject *device = QDBusConnection::sessionBus().objectRegisteredAt(udi(name));
        Q_ASSERT(device);
        m_broken.insert(name, device);
        call(device, "setBroken", true);
    }

    void repair(const QString &name) { call(m_broken.take(name), "setBroken", false); }

private:
    template <class Argument>
    static void call(QObject *object, const char *method, const Argument &argument)
    {
        const bool isCalled = QMetaObject::invokeMethod(object, method, Q_ARG(Argument, argument));
        Q_ASSERT(isCalled);
    }

    QString m_xml;
    QObject *m_hardware = nullptr;
    QHash<QString, QObject *> m_broken;
};

} // namespace tandem::test
