/* aws-certificate.c: what is wrong with a server's certificate, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-exchange"

#include "aws/aws-certificate.h"

#define MAX_NAMES 3

static char *
dup_date (GDateTime *date)
{
  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M UTC") : g_strdup ("an unknown date");
}

/* "a.example, b.example, …" */
static char *
dup_names (GTlsCertificate *certificate)
{
  g_autoptr(GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *name = NULL;
      GBytes *bytes = g_ptr_array_index (names, i);

      if (i == MAX_NAMES)
        {
          g_string_append (text, ", …");
          break;
        }
      name = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }

  if (text->len == 0)
    g_string_append (text, "nobody by name");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_authority (GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

  if (issuer != NULL && g_strcmp0 (issuer, subject) == 0)
    return g_strdup ("its certificate is self-signed, so that anybody can have made it; if it is a server or a "
                     "proxy of yours, put its certificate into a file and name that in AWS_CA_BUNDLE or "
                     "in the profile's ca_bundle");

  return g_strdup_printf ("its certificate is signed by an unknown authority (%s); if your network's proxy "
                          "looks into encrypted connections, ask for its certificate and name the file "
                          "in AWS_CA_BUNDLE or in the profile's ca_bundle",
                          issuer != NULL ? issuer : "without a name");
}

/**
 * aws_certificate_describe_problem:
 * @certificate: what the server showed
 * @errors: why it was refused, at least one
 * @host: who was meant
 *
 * Returns: (transfer full): what is wrong, and what to do about it; what weighs most comes first
 */
char *
aws_certificate_describe_problem (GTlsCertificate      *certificate,
                                  GTlsCertificateFlags  errors,
                                  const char           *host)
{
  g_autoptr(GDateTime) from = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr(GDateTime) until = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *from_text = dup_date (from);
  g_autofree char *until_text = dup_date (until);
  g_autofree char *names = NULL;

  if ((errors & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    {
      names = dup_names (certificate);
      return g_strdup_printf ("the certificate is for another host (%s), not for %s; check the endpoint URL, and "
                              "whether the network asks you to sign in first", names, host);
    }
  if ((errors & G_TLS_CERTIFICATE_REVOKED) != 0)
    return g_strdup ("its certificate was revoked; somebody may have stolen its key, so do not go on");
  if ((errors & G_TLS_CERTIFICATE_EXPIRED) != 0)
    return g_strdup_printf ("its certificate expired on %s; check this computer's clock, and if it is right "
                            "tell whoever runs the server or proxy", until_text);
  if ((errors & G_TLS_CERTIFICATE_NOT_ACTIVATED) != 0)
    return g_strdup_printf ("its certificate is not valid before %s; check this computer's clock", from_text);
  if ((errors & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return describe_authority (certificate);
  if ((errors & G_TLS_CERTIFICATE_INSECURE) != 0)
    return g_strdup ("its certificate uses cryptography that is no longer safe; tell whoever runs the server "
                     "or proxy");

  return g_strdup ("its certificate cannot be verified");
}
