/* aws-proxy-resolver.h: which way to AWS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GProxyResolver *aws_proxy_resolver_new       (void);
gboolean        aws_proxy_resolver_is_nearby (const char *host);

G_END_DECLS
