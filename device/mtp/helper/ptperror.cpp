// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ptperror.h"

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

namespace {

// PIMA 15740, section 11, and MTP 1.1, annex F. Those below 0x1000 are libmtp's own.
enum Number : int {
    NoDevice = 0x02f9,
    TimedOut = 0x02fa,
    BadParameter = 0x02fc,
    ResponseExpected = 0x02fd,
    DataExpected = 0x02fe,
    InputOutput = 0x02ff,
    SessionNotOpen = 0x2003,
    InvalidTransaction = 0x2004,
    OperationNotSupported = 0x2005,
    InvalidStorage = 0x2008,
    InvalidHandle = 0x2009,
    PropertyNotSupported = 0x200a,
    StoreFull = 0x200c,
    ObjectWriteProtected = 0x200d,
    StoreReadOnly = 0x200e,
    AccessDenied = 0x200f,
    StoreNotAvailable = 0x2013,
    InvalidParent = 0x201a,
    ObjectTooLarge = 0xa809,
    ObjectPropertyNotSupported = 0xa80a,
};

int numberIn(const QString &text)
{
    constexpr auto head = "PTP Layer error "_L1;
    if (!text.startsWith(head))
        return 0;
    return text.sliced(head.size(), qMin<qsizetype>(4, text.size() - head.size())).toInt(nullptr, 16);
}

void apply(int number, PtpFailure &failure)
{
    failure.isUnknown = false;
    switch (number) {
    case NoDevice:
    case TimedOut:
    case BadParameter: // an answer to something else
    case ResponseExpected:
    case DataExpected:
    case InputOutput:
    case SessionNotOpen:
    case InvalidTransaction:
        failure.isSessionLost = true;
        break;
    case StoreFull:
        failure.code = ErrorCode::DeviceFull;
        break;
    case ObjectWriteProtected:
    case StoreReadOnly:
    case AccessDenied:
        failure.code = ErrorCode::DeviceReadOnly;
        break;
    case InvalidStorage:
    case StoreNotAvailable:
        failure.code = ErrorCode::DeviceLocked;
        break;
    case ObjectTooLarge:
        failure.code = ErrorCode::FileTooLarge;
        break;
    case InvalidHandle:
    case InvalidParent:
        failure.isStaleHandle = true;
        break;
    case OperationNotSupported:
    case PropertyNotSupported:
    case ObjectPropertyNotSupported:
        failure.isUnsupported = true;
        break;
    default:
        break;
    }
}

} // namespace

PtpFailure ptpFailure(const QStringList &texts)
{
    PtpFailure failure;
    failure.detail = texts.join(u' ').trimmed();
    for (const QString &text : texts) {
        if (const int number = numberIn(text)) {
            apply(number, failure);
            // The first one is the cause, save that a lost transport explains all the rest.
            if (failure.isSessionLost || failure.code != ErrorCode::DeviceFailed)
                break;
        }
    }
    return failure;
}

} // namespace tandem::device::mtp
