/* flo-failure.c: what a failed call means for the fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-failure"

#include "flotilla-config.h"

#include "aws/aws-error-codes.h"
#include "fleet/plan/flo-failure.h"

#include <gio/gio.h>

typedef enum
{
  CLASS_PASSING,   /* goes away by itself: wait a little, longer each time */
  CLASS_POOL,      /* try another pool */
  CLASS_PERSON,    /* somebody has to do something: look again now and then */
} FailureClass;

typedef struct
{
  const char *word;
  FailureClass class;
  const char *help;   /* what to do now: a sentence; without a full stop what follows then is to be added */
} Category;

static const Category categories[] = {
  [AWS_ERROR_UNKNOWN] = { "unknown", CLASS_PASSING, "It is tried again by itself." },
  [AWS_ERROR_CAPACITY] = { "capacity", CLASS_POOL,
                           "Allow more instance types or zones, or wait: it is tried again by itself." },
  [AWS_ERROR_PRICE] = { "price", CLASS_POOL,
                        "Raise the config's maximum price, or wait until the spot price falls." },
  [AWS_ERROR_QUOTA] = { "quota", CLASS_PERSON,
                        "Ask AWS to raise this quota (Service Quotas), or end what is not needed" },
  [AWS_ERROR_PERMISSION] = { "permission", CLASS_PERSON,
                             "Allow this action for the account's user or role in IAM" },
  [AWS_ERROR_CREDENTIALS] = { "credentials", CLASS_PERSON,
                              "Renew or correct the account's access key" },
  [AWS_ERROR_PARAMETER] = { "parameter", CLASS_PERSON,
                            "AWS does not accept the request: correct the config, then launch it anew." },
  [AWS_ERROR_NOT_FOUND] = { "not-found", CLASS_PASSING, "It is tried again by itself." },
  [AWS_ERROR_CONFLICT] = { "conflict", CLASS_PASSING, "It is tried again by itself." },
  [AWS_ERROR_THROTTLED] = { "throttled", CLASS_PASSING, "It is tried again more slowly." },
  [AWS_ERROR_TRANSIENT] = { "transient", CLASS_PASSING, "It is tried again by itself." },
  [AWS_ERROR_SKEW] = { "skew", CLASS_PERSON, "Set this computer's clock" },
  [AWS_ERROR_PROTOCOL] = { "protocol", CLASS_PASSING,
                           "Check the endpoint and any proxy in between; it is tried again by itself." },
  [AWS_ERROR_DRY_RUN] = { "dry-run", CLASS_PASSING, "" },
};

/* A passing trouble that does not pass. */
#define PATIENCE 6


const char *
flo_failure_get_word (AwsErrorCategory category)
{
  g_return_val_if_fail (category < G_N_ELEMENTS (categories), "unknown");

  return categories[category].word;
}

AwsErrorCategory
flo_failure_from_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      if (g_strcmp0 (categories[i].word, word) == 0)
        return i;
    }

  return AWS_ERROR_UNKNOWN;
}

gboolean
flo_failure_is_ambiguous (const GError *error)
{
  const char *code;

  g_return_val_if_fail (error != NULL, FALSE);

  /* Cancelled, or something below the AWS layer: nobody knows how far it came. */
  if (error->domain != AWS_ERROR)
    return TRUE;

  code = aws_error_get_code (error);
  if (g_strcmp0 (code, AWS_CODE_CONNECT_FAILED) == 0 || g_strcmp0 (code, AWS_CODE_CONNECT_TIMEOUT) == 0)
    return FALSE;

  return error->code == AWS_ERROR_TRANSIENT || error->code == AWS_ERROR_PROTOCOL;
}

gboolean
flo_failure_is_of_pool (AwsErrorCategory category)
{
  g_return_val_if_fail (category < G_N_ELEMENTS (categories), FALSE);

  return categories[category].class == CLASS_POOL;
}

gboolean
flo_failure_needs_person (AwsErrorCategory category,
                          guint            failures)
{
  g_return_val_if_fail (category < G_N_ELEMENTS (categories), FALSE);

  if (categories[category].class == CLASS_PERSON)
    return TRUE;

  return failures >= PATIENCE && (category == AWS_ERROR_UNKNOWN || category == AWS_ERROR_NOT_FOUND);
}

gboolean
flo_failure_passes (AwsErrorCategory category)
{
  return !flo_failure_needs_person (category, G_MAXUINT);
}

gboolean
flo_failure_ends_launch (AwsErrorCategory category,
                         guint            failures)
{
  /* Nothing can be deleted either while AWS does not know us. */
  return flo_failure_needs_person (category, failures) && category != AWS_ERROR_CREDENTIALS && category != AWS_ERROR_SKEW;
}

gint64
flo_failure_get_delay (AwsErrorCategory category,
                       guint            failures)
{
  guint doublings = MIN (failures > 0 ? failures - 1 : 0, 6);

  g_return_val_if_fail (category < G_N_ELEMENTS (categories), 1);

  if (categories[category].class == CLASS_PERSON)
    return MIN ((gint64) 30 << doublings, 600);

  return MIN ((gint64) 1 << doublings, 60);
}

/* (transfer full): what AWS said, as far as people can read it, with a full stop */
static char *
make_sentence (const char *message)
{
  g_autofree char *sentence = aws_error_dup_sentence (message != NULL ? message : "AWS gave no reason");

  return g_strconcat (sentence, g_str_has_suffix (sentence, ".") ? "" : ".", NULL);
}

static gboolean
needs_end (const char *help)
{
  return *help != '\0' && !g_str_has_suffix (help, ".");
}

char *
flo_failure_describe_end (const char       *title,
                          AwsErrorCategory  category,
                          const char       *message)
{
  g_autofree char *sentence = make_sentence (message);
  const char *help;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (category < G_N_ELEMENTS (categories), NULL);

  help = categories[category].help;

  return g_strdup_printf ("%s: %s%s%s%s", title, sentence,
                          needs_end (help) ? " " : "", needs_end (help) ? help : "",
                          needs_end (help) ? ", then launch it anew." : "");
}

char *
flo_failure_explain (AwsErrorCategory  category,
                     const char       *message)
{
  g_autofree char *sentence = make_sentence (message);

  g_return_val_if_fail (category < G_N_ELEMENTS (categories), NULL);

  return g_strdup_printf ("%s %s%s", sentence, categories[category].help,
                          needs_end (categories[category].help) ? "; it is tried again by itself." : "");
}

char *
flo_failure_describe (const char       *title,
                      AwsErrorCategory  category,
                      const char       *message)
{
  g_autofree char *reason = flo_failure_explain (category, message);

  g_return_val_if_fail (title != NULL, NULL);

  return g_strdup_printf ("%s: %s", title, reason);
}
