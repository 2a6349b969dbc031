# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every source file of the project is compiled with.
add_library(tandem-warnings INTERFACE)
target_compile_options(tandem-warnings INTERFACE
    -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion
    -Wno-missing-field-initializers # designated initialisers leave out what has a default
    $<$<BOOL:${TANDEM_WARNINGS_AS_ERRORS}>:-Werror>)
target_compile_definitions(tandem-warnings INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH
    $<$<BOOL:${TANDEM_ASSERTS}>:QT_FORCE_ASSERTS>)

# tandem_module(NAME ROOMS ... [PUBLIC ...] [PRIVATE ...] [HEADERS ...])
#
# One static library per floor, the target `tandem-NAME`, made of all sources in its ROOMS (folders below
# the current one). PUBLIC names what its own headers show to others, PRIVATE what only its sources see,
# HEADERS what its precompiled header holds.
function(tandem_module name)
    cmake_parse_arguments(arg "" "" "ROOMS;PUBLIC;PRIVATE;HEADERS" ${ARGN})
    set(target tandem-${name})
    list(TRANSFORM arg_ROOMS APPEND "/*.cpp" OUTPUT_VARIABLE sources)
    list(TRANSFORM arg_ROOMS APPEND "/*.h" OUTPUT_VARIABLE headers)
    file(GLOB files CONFIGURE_DEPENDS ${sources} ${headers})
    add_library(${target} STATIC ${files})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} tandem-warnings)
    if(arg_HEADERS)
        target_precompile_headers(${target} PRIVATE ${arg_HEADERS})
    endif()
endfunction()

# tandem_program(TARGET DESTINATION)
#
# A program, or a part of one that is loaded: installed there, and built with the target `programs`. After that
# Tandem runs out of the build folder, and `cmake --install` finds all that it copies.
add_custom_target(programs)
function(tandem_program target destination)
    add_dependencies(programs ${target})
    install(TARGETS ${target} DESTINATION ${destination})
endfunction()
