# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later

option(TANDEM_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
option(TANDEM_ASSERTS "Keep assertions in optimised builds" OFF)
set(TANDEM_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")

if(TANDEM_SANITIZE)
    add_compile_options(-fsanitize=${TANDEM_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${TANDEM_SANITIZE})
endif()
