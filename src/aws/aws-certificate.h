/* aws-certificate.h: what is wrong with a server's certificate, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *aws_certificate_describe_problem (GTlsCertificate      *certificate,
                                        GTlsCertificateFlags  errors,
                                        const char           *host);

G_END_DECLS
