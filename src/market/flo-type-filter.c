/* flo-type-filter.c: which instance types are wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-type-filter.h"

#include <math.h>
#include <string.h>

#include "base/flo-memory.h"

/* A similar type may have so much less or more. */
#define SIMILAR 0.1

typedef struct
{
  FloFact fact;
  double minimum, maximum;     /* numbers: both are wanted too */
  GStrv words;                 /* (owned) (nullable): one of them is enough */
} Condition;

struct _FloTypeFilter
{
  GArray *conditions;          /* (owned) (element-type Condition) */
  GRegex *allow, *deny;        /* (owned) (nullable) */
};

G_DEFINE_QUARK (flo-type-filter-error-quark, flo_type_filter_error)

static void
condition_clear (gpointer data)
{
  g_strfreev (((Condition *) data)->words);
}

FloTypeFilter *
flo_type_filter_new (void)
{
  FloTypeFilter *self = g_new0 (FloTypeFilter, 1);

  self->conditions = g_array_new (FALSE, FALSE, sizeof (Condition));
  g_array_set_clear_func (self->conditions, condition_clear);

  return self;
}

void
flo_type_filter_free (FloTypeFilter *self)
{
  g_array_unref (self->conditions);
  g_clear_pointer (&self->allow, g_regex_unref);
  g_clear_pointer (&self->deny, g_regex_unref);
  g_free (self);
}

/* ---- what is wanted ---- */

static gboolean
parse_number (const char  *text,
              FloFactKind  kind,
              double      *number)
{
  char *end;
  gint64 mib;

  if (kind == FLO_FACT_KIND_MEMORY && flo_memory_parse (text, &mib))
    {
      *number = (double) mib;
      return TRUE;
    }
  if (!g_ascii_isdigit (*text))
    return FALSE;
  *number = g_ascii_strtod (text, &end);

  /* A number without a unit is GiB, as people say it. */
  if (kind == FLO_FACT_KIND_MEMORY)
    *number *= 1024;

  return *end == '\0' && isfinite (*number);
}

/* As other tools write how much memory there is for each vCPU: "1:4" is 4 GiB */
static gboolean
parse_ratio (const char *value,
             Condition  *condition)
{
  char *end;
  const double vcpus = g_ascii_isdigit (*value) ? g_ascii_strtod (value, &end) : 0;
  const double memory = vcpus > 0 && *end == ':' && g_ascii_isdigit (end[1]) ? g_ascii_strtod (end + 1, &end) : 0;

  if (memory <= 0 || *end != '\0')
    return FALSE;
  condition->minimum = condition->maximum = memory / vcpus;

  return isfinite (condition->minimum);
}

/* "4", "4-8", "4-" and "-8" */
static gboolean
parse_range (const char  *value,
             FloFactKind  kind,
             Condition   *condition)
{
  const char *dash = strchr (value, '-');
  g_autofree char *first = dash != NULL ? g_strndup (value, dash - value) : g_strdup (value);
  const char *second = dash != NULL ? dash + 1 : value;

  condition->minimum = 0;
  condition->maximum = INFINITY;
  if (*value == '\0' || (dash != NULL && *first == '\0' && *second == '\0'))
    return FALSE;

  return (*first == '\0' || parse_number (first, kind, &condition->minimum))
         && (*second == '\0' || parse_number (second, kind, &condition->maximum))
         && condition->minimum <= condition->maximum;
}

static gboolean
parse_flag (const char *value,
            Condition  *condition)
{
  gboolean yes = g_str_equal (value, "yes") || g_str_equal (value, "true");

  condition->minimum = condition->maximum = yes;

  return yes || g_str_equal (value, "no") || g_str_equal (value, "false");
}

/* What other tools say for the same */
static void
translate_word (FloFact   fact,
                char    **word)
{
  static const struct { FloFact fact; const char *theirs, *ours; } words[] = {
    { FLO_FACT_ARCHITECTURE, "amd64", "x86_64" },
    { FLO_FACT_VIRTUALIZATION, "pv", "paravirtual" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].fact == fact && g_str_equal (*word, words[i].theirs))
      {
        g_free (*word);
        *word = g_strdup (words[i].ours);
      }
}

static gboolean
parse_words (const char *value,
             Condition  *condition)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);

  condition->words = g_strsplit (lower, ",", -1);
  for (guint i = 0; condition->words[i] != NULL; i++)
    {
      g_strstrip (condition->words[i]);
      translate_word (condition->fact, &condition->words[i]);
      if (*condition->words[i] == '\0')
        return FALSE;
    }

  return condition->words[0] != NULL;
}

static const char *
describe_form (FloFactKind kind)
{
  switch (kind)
    {
    case FLO_FACT_KIND_FLAG:
      return "yes or no";
    case FLO_FACT_KIND_WORDS:
      return "words separated by commas";
    case FLO_FACT_KIND_MEMORY:
      return "a size or a range of sizes, such as 8GiB, 8GiB-32GiB or 8GiB-";
    case FLO_FACT_KIND_NUMBER:
    default:
      return "a number or a range, such as 4, 4-8, 4- or -8";
    }
}

/**
 * flo_type_filter_add:
 * @self: a filter
 * @fact: what it is about
 * @value: what is wanted: a number or a range (either end may be left out), "yes" or "no", or words, of which one is enough
 * @error: %FLO_TYPE_FILTER_ERROR, when @value is none
 *
 * Returns: whether the condition was added
 */
gboolean
flo_type_filter_add (FloTypeFilter  *self,
                     FloFact         fact,
                     const char     *value,
                     GError        **error)
{
  FloFactKind kind = flo_fact_get_kind (fact);
  Condition condition = { .fact = fact };
  gboolean good;

  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  if (kind == FLO_FACT_KIND_WORDS)
    good = parse_words (value, &condition);
  else if (kind == FLO_FACT_KIND_FLAG)
    good = parse_flag (value, &condition);
  else if (fact == FLO_FACT_MEMORY_PER_VCPU && strchr (value, ':') != NULL)
    good = parse_ratio (value, &condition);
  else
    good = parse_range (value, kind, &condition);

  if (!good)
    {
      condition_clear (&condition);
      g_set_error (error, FLO_TYPE_FILTER_ERROR, 0, "%s has to be %s, not \"%s\"", flo_fact_get_name (fact),
                   describe_form (kind), value);
      return FALSE;
    }
  g_array_append_val (self->conditions, condition);

  return TRUE;
}

static gboolean
set_pattern (GRegex     **regex,
             const char  *pattern,
             GError     **error)
{
  GRegex *compiled = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, error);

  if (compiled == NULL)
    return FALSE;
  g_clear_pointer (regex, g_regex_unref);
  *regex = compiled;

  return TRUE;
}

/* Only types whose name has @pattern, a regular expression, somewhere */
gboolean
flo_type_filter_allow (FloTypeFilter  *self,
                       const char     *pattern,
                       GError        **error)
{
  return set_pattern (&self->allow, pattern, error);
}

/* No types whose name has @pattern, a regular expression, somewhere */
gboolean
flo_type_filter_deny (FloTypeFilter  *self,
                      const char     *pattern,
                      GError        **error)
{
  return set_pattern (&self->deny, pattern, error);
}

static void
add_around (FloTypeFilter      *self,
            const FloTypeFacts *facts,
            FloFact             fact,
            double              share)
{
  Condition condition = {
    .fact = fact,
    .minimum = facts->numbers[fact] * (1 - share),
    .maximum = facts->numbers[fact] * (1 + share),
  };

  if (flo_type_facts_knows (facts, fact))
    g_array_append_val (self->conditions, condition);
}

/**
 * flo_type_filter_add_similar:
 * @self: a filter
 * @facts: a type
 *
 * Wants types that can take its place: as many vCPUs, GPUs and inference accelerators, a tenth less or more of memory, an
 * architecture of its own, with FPGAs, burstable or bare metal just if it is, and spot if it is.
 */
void
flo_type_filter_add_similar (FloTypeFilter      *self,
                             const FloTypeFacts *facts)
{
  GStrv classes = facts->words[FLO_FACT_USAGE_CLASS], architectures = facts->words[FLO_FACT_ARCHITECTURE];

  add_around (self, facts, FLO_FACT_VCPUS, 0);
  add_around (self, facts, FLO_FACT_MEMORY, SIMILAR);
  add_around (self, facts, FLO_FACT_GPUS, 0);
  add_around (self, facts, FLO_FACT_GPU_MEMORY, SIMILAR);
  add_around (self, facts, FLO_FACT_ACCELERATORS, 0);
  add_around (self, facts, FLO_FACT_FPGA, 0);
  add_around (self, facts, FLO_FACT_BURSTABLE, 0);
  add_around (self, facts, FLO_FACT_BARE_METAL, 0);
  if (architectures != NULL)
    {
      const Condition condition = { .fact = FLO_FACT_ARCHITECTURE, .words = g_strdupv (architectures) };

      g_array_append_val (self->conditions, condition);
    }
  /* All are sold on demand. */
  if (classes != NULL && g_strv_contains ((const char *const *) classes, "spot"))
    {
      const Condition condition = { .fact = FLO_FACT_USAGE_CLASS, .words = g_strsplit ("spot", ",", -1) };

      g_array_append_val (self->conditions, condition);
    }
}

/* Of several about one fact, the last: it is what a person said last. */
static const Condition *
find_condition (FloTypeFilter *self,
                FloFact        fact)
{
  for (guint i = self->conditions->len; i > 0; i--)
    if (g_array_index (self->conditions, Condition, i - 1).fact == fact)
      return &g_array_index (self->conditions, Condition, i - 1);

  return NULL;
}

gboolean
flo_type_filter_asks (FloTypeFilter *self,
                      FloFact        fact)
{
  return find_condition (self, fact) != NULL;
}

gboolean
flo_type_filter_get_range (FloTypeFilter *self,
                           FloFact        fact,
                           double        *minimum,
                           double        *maximum)
{
  const Condition *condition = find_condition (self, fact);

  if (condition == NULL || condition->words != NULL)
    return FALSE;
  *minimum = condition->minimum;
  *maximum = condition->maximum;

  return TRUE;
}

const char *const *
flo_type_filter_get_words (FloTypeFilter *self,
                           FloFact        fact)
{
  const Condition *condition = find_condition (self, fact);

  return condition != NULL ? (const char *const *) condition->words : NULL;
}

/* ---- whether it is there ---- */

static gboolean
has_one_of (GStrv have,
            GStrv wanted)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) have, wanted[i]))
      return TRUE;

  return FALSE;
}

static gboolean
holds (const Condition    *condition,
       const FloTypeFacts *facts)
{
  double number = facts->numbers[condition->fact];

  if (condition->words != NULL)
    return has_one_of (facts->words[condition->fact], condition->words);

  return number >= condition->minimum && number <= condition->maximum;
}

static char *
explain (const Condition    *condition,
         const FloTypeFacts *facts)
{
  const char *name = flo_fact_get_name (condition->fact);
  g_autofree char *value = flo_type_facts_format (facts, condition->fact);

  if (!flo_type_facts_knows (facts, condition->fact))
    return g_strdup_printf ("%s is not known", name);

  return g_strdup_printf ("%s is %s", name, *value != '\0' ? value : "none");
}

/**
 * flo_type_filter_matches:
 * @self: a filter
 * @facts: a type
 * @reason: (out) (optional) (nullable) (transfer full): why not, in a few words
 *
 * What is not known of a type is not what is wanted.
 *
 * Returns: whether the type is wanted
 */
gboolean
flo_type_filter_matches (FloTypeFilter       *self,
                         const FloTypeFacts  *facts,
                         char               **reason)
{
  const char *why = NULL;
  const Condition *failed = NULL;

  if (self->allow != NULL && !g_regex_match (self->allow, facts->type, 0, NULL))
    why = "its name is not among those allowed";
  else if (self->deny != NULL && g_regex_match (self->deny, facts->type, 0, NULL))
    why = "its name is among those denied";
  for (guint i = 0; why == NULL && failed == NULL && i < self->conditions->len; i++)
    {
      const Condition *condition = &g_array_index (self->conditions, Condition, i);

      if (!flo_type_facts_knows (facts, condition->fact) || !holds (condition, facts))
        failed = condition;
    }
  if (reason != NULL)
    *reason = failed != NULL ? explain (failed, facts) : g_strdup (why);

  return why == NULL && failed == NULL;
}
