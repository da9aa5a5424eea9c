/* rule-health.c: nodes that fail EC2's status checks are restarted, then replaced; what AWS retires is replaced in time
 *
 * Where the config says so (health.ssh), a node that does not answer on SSH while others do is as one whose own system fails.
 *
 * Nothing is done about a single look, nor before the config's patience is over; a check that flaps is not well in between
 * (flo-health-memory.h). Where AWS's hardware or the volumes fail, the node is replaced; where its own system does, it is
 * restarted first, and replaced when that did not help, or was done too often already. So many an hour, then a person is
 * asked to look. When half of the fleet or more fails at once, the image is broken or AWS mistaken, and replacing all would
 * only cost: then it goes one by one, the next when the last one has shown whether it is better.
 *
 * A sick node is not at work, so that nobody is asked whether it may go; it counts against others that could be taken from
 * theirs. Its substitute runs before it ends (rule-leave.c), and the journal's entry names it ("sick"): what is decided stays
 * so until it is well for good. What AWS plans to retire or to stop works until then, and is replaced a day before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-health"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-health-text.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-planning.h"

#define MINUTE 60
#define HOUR 3600
#define DAY 86400
/* Seconds before AWS's date at which a node that AWS ends is replaced; and before which that cannot wait any longer. */
#define RETIRE_LEAD DAY
#define RETIRE_LAST HOUR
/* Seconds that a restart is given at least, and how often within a day it is tried. */
#define RESTART_TAKES 60
#define MOST_RESTARTS 2
#define MOST_NAMED 3

typedef enum
{
  VERDICT_WELL,
  VERDICT_WATCH,       /* sick, but not for long enough, or restarted a moment ago, or passing again only lately */
  VERDICT_RESTART,
  VERDICT_REPLACE,
  VERDICT_RETIRE,
} Verdict;

typedef struct
{
  guint seat;                       /* its index */
  const FloSeenInstance *instance;
  Verdict verdict;
  gboolean begun;                   /* a substitute was launched since it is sick */
  gint64 until;                     /* of VERDICT_WATCH: Unix seconds; 0: until it has passed for long enough */
  char *reason;                     /* (owned) (nullable) */
} Patient;

/* Of one node, within a day. */
typedef struct
{
  guint n;
  guint since_well;                 /* since it last was well for good */
  gint64 last;                      /* Unix seconds */
} Restarts;

typedef struct
{
  FloPlanning *planning;
  GHashTable *restarts;             /* (owned): id → Restarts */
  char *refusal;                    /* (owned) (nullable): why AWS does not restart nodes at the moment */
  guint treated;                    /* so many were restarted or replaced within an hour */
} Ward;


static void
patient_clear (gpointer data)
{
  Patient *patient = data;

  g_free (patient->reason);
}

/* ---- what was done already ---- */

static void
note_restart (Ward          *ward,
              const FloPast *past,
              gint64         time)
{
  const char *id = flo_json_get_string (past->parameters, "id");
  const FloSeenInstance *instance = id != NULL ? flo_observation_find_instance (ward->planning->in->observation, id) : NULL;
  Restarts *restarts;

  if (instance == NULL || past->state == FLO_INTENT_FAILED)
    return;

  restarts = g_hash_table_lookup (ward->restarts, id);
  if (restarts == NULL)
    {
      restarts = g_new0 (Restarts, 1);
      g_hash_table_insert (ward->restarts, (gpointer) id, restarts);
    }
  restarts->n++;
  restarts->since_well += time >= (instance->silent_since != 0 ? MIN (instance->settled_at, instance->silent_since)
                                                               : instance->settled_at);
  restarts->last = MAX (restarts->last, time);
}

static void
ward_init (Ward        *ward,
           FloPlanning *planning)
{
  FloHistory *history = planning->in->history;
  gint64 now = planning->in->now / G_USEC_PER_SEC;
  const FloPast *refused;

  *ward = (Ward) { .planning = planning };
  ward->restarts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);
      gint64 time = MAX (past->finished_at, past->created_at) / G_USEC_PER_SEC;

      if (now - time >= DAY)
        break;
      if (past->kind == FLO_ACTION_REBOOT_INSTANCE)
        {
          note_restart (ward, past, time);
          ward->treated += past->state != FLO_INTENT_FAILED && now - time < HOUR;
        }
      else if (past->kind == FLO_ACTION_CREATE_FLEET && past->state == FLO_INTENT_DONE && now - time < HOUR)
        ward->treated += flo_json_length (flo_json_get_array (past->parameters, "sick"));
    }

  if (flo_history_failures (history, FLO_ACTION_REBOOT_INSTANCE, &refused) > 0 &&
      now - refused->finished_at / G_USEC_PER_SEC < HOUR)
    ward->refusal = g_strdup (flo_json_get_string (refused->result, "message"));
}

static void
ward_clear (Ward *ward)
{
  g_hash_table_unref (ward->restarts);
  g_free (ward->refusal);
}

/* ---- one node ---- */

/* It has had the time to get through its checks, and still is at them. */
static gboolean
never_passed (Ward                  *ward,
              const FloSeenInstance *instance)
{
  const Restarts *restarts = g_hash_table_lookup (ward->restarts, instance->id);
  gint64 begun = MAX (instance->launched_at, restarts != NULL ? restarts->last : 0);
  gint64 now = ward->planning->in->now / G_USEC_PER_SEC;

  return instance->passed_at == 0 && instance->checked_at != 0 && instance->impaired_since == 0 &&
         !flo_seen_instance_has_passed (instance) && instance->launched_at != 0 &&
         now - begun >= ward->planning->in->config->health.start_minutes * MINUTE;
}

static void
judge_system (Ward    *ward,
              Patient *patient)
{
  static const Restarts none;
  const FloConfig *config = ward->planning->in->config;
  const Restarts *restarts = g_hash_table_lookup (ward->restarts, patient->instance->id);
  gint64 now = ward->planning->in->now / G_USEC_PER_SEC;
  g_autofree char *what = flo_health_describe (patient->instance);

  if (restarts == NULL)
    restarts = &none;
  patient->until = restarts->last + MAX (config->health.grace_minutes * MINUTE, RESTART_TAKES);
  if (restarts->last != 0 && now < patient->until)
    return;

  patient->until = 0;
  patient->verdict = VERDICT_REPLACE;
  if (config->health.action == FLO_HEALTH_REPLACE)
    patient->reason = g_steal_pointer (&what);
  else if (restarts->since_well > 0)
    patient->reason = g_strdup_printf ("%s, and a restart did not help", what);
  else if (restarts->n >= MOST_RESTARTS)
    patient->reason = g_strdup_printf ("%s, though it was restarted %u times within a day", what, restarts->n);
  else if (ward->refusal != NULL && config->interruption.replace)
    patient->reason = g_strdup_printf ("%s, and it cannot be restarted: %s", what, ward->refusal);
  else
    {
      patient->verdict = VERDICT_RESTART;
      patient->reason = g_steal_pointer (&what);
    }
}

/* It does not answer on SSH, though its status checks say nothing against it: as when these say that its system is not well,
 * where the config wants that. Otherwise it is only told (flo-publisher-health). */
static void
judge_silence (Ward    *ward,
               Patient *patient)
{
  const FloConfig *config = ward->planning->in->config;
  gint64 due = patient->instance->silent_since + config->health.grace_minutes * MINUTE;

  if (!config->health.ssh || patient->instance->silent_since == 0)
    return;

  patient->verdict = VERDICT_WATCH;
  if (ward->planning->in->now / G_USEC_PER_SEC < due)
    patient->until = due;
  else
    judge_system (ward, patient);
}

static void
judge_health (Ward    *ward,
              Patient *patient)
{
  const FloSeenInstance *instance = patient->instance;
  gint64 now = ward->planning->in->now / G_USEC_PER_SEC;
  gint64 grace = ward->planning->in->config->health.grace_minutes * MINUTE;

  if (never_passed (ward, instance))
    {
      patient->verdict = VERDICT_REPLACE;
      patient->reason = g_strdup_printf ("it was launched %" G_GINT64_FORMAT " minutes ago and has not passed its status "
                                         "checks", (now - instance->launched_at) / MINUTE);
      return;
    }
  if (instance->impaired_since == 0)
    {
      judge_silence (ward, patient);
      return;
    }

  patient->verdict = VERDICT_WATCH;
  if (!flo_seen_instance_is_impaired (instance))
    return;
  if (instance->bad_looks < FLO_BAD_LOOKS || now < instance->impaired_since + grace)
    {
      patient->until = MAX (instance->impaired_since + grace, now);
      return;
    }
  if (instance->system_check != FLO_CHECK_IMPAIRED && instance->storage_check != FLO_CHECK_IMPAIRED)
    {
      judge_system (ward, patient);
      return;
    }

  patient->verdict = VERDICT_REPLACE;
  patient->reason = flo_health_describe (instance);
}

static void
judge_schedule (Ward    *ward,
                Patient *patient)
{
  const FloScheduled *end = flo_seen_instance_find_end (patient->instance);

  if (end == NULL || ward->planning->in->now / G_USEC_PER_SEC < end->not_before - RETIRE_LEAD)
    return;

  patient->verdict = VERDICT_RETIRE;
  patient->reason = flo_health_describe_scheduled (end);
}

/* Fails its checks beyond doubt, or is on its way back. */
static gboolean
is_sick (const Patient *patient)
{
  return patient->verdict == VERDICT_REPLACE || patient->verdict == VERDICT_RESTART ||
         (patient->verdict == VERDICT_WATCH &&
          (patient->instance->bad_looks >= FLO_BAD_LOOKS || patient->instance->silent_since != 0 || !flo_seen_instance_has_passed (patient->instance)));
}

static void
examine (Ward   *ward,
         guint   index,
         GArray *patients)
{
  FloPlanning *self = ward->planning;
  const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, index);
  const FloSeenInstance *instance = seat->seen ? flo_observation_find_instance (self->in->observation, seat->id) : NULL;
  Patient patient = { .seat = index, .instance = instance };

  if (instance == NULL || !seat->running || seat->notice_ends_at != 0 || seat->standby)
    return;

  judge_health (ward, &patient);
  patient.begun = patient.verdict != VERDICT_WELL && flo_history_healed (self->in->history, instance->id) != 0;
  if (patient.verdict == VERDICT_WATCH && patient.begun)
    {
      patient.verdict = VERDICT_REPLACE;
      patient.reason = flo_health_describe (instance);
    }
  if (patient.verdict == VERDICT_WELL)
    judge_schedule (ward, &patient);
  if (patient.verdict == VERDICT_WELL)
    return;

  if (is_sick (&patient))
    flo_planning_note_disrupted (self, instance->id);
  g_array_append_val (patients, patient);
}

/* ---- all of them ---- */

/* Those whose substitute is on its way first, then those that have been sick for longest. */
static int
compare_patients (gconstpointer a,
                  gconstpointer b)
{
  const Patient *one = a;
  const Patient *other = b;

  if (one->begun != other->begun)
    return one->begun ? -1 : 1;
  if (flo_seen_instance_get_sick_since (one->instance) != flo_seen_instance_get_sick_since (other->instance))
    return flo_seen_instance_get_sick_since (one->instance) < flo_seen_instance_get_sick_since (other->instance) ? -1 : 1;

  return g_strcmp0 (one->instance->id, other->instance->id);
}

/* One was restarted or replaced, and has not shown yet whether that helped. */
static gboolean
is_any_under_treatment (Ward   *ward,
                        GArray *patients)
{
  FloPlanning *self = ward->planning;

  for (guint i = 0; i < patients->len; i++)
    {
      const Patient *patient = &g_array_index (patients, Patient, i);

      if (patient->begun || (patient->verdict == VERDICT_WATCH &&
                             g_hash_table_contains (ward->restarts, patient->instance->id)))
        return TRUE;
    }

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      const FloSeenInstance *instance = seat->id != NULL ? flo_observation_find_instance (self->in->observation, seat->id)
                                                         : NULL;

      if (instance == NULL || !seat->running || (instance->passed_at == 0 && instance->impaired_since == 0 &&
                                                 !never_passed (ward, instance)))
        return TRUE;
    }

  return FALSE;
}

static void
restart (FloPlanning   *self,
         const Patient *patient)
{
  const FloSeenInstance *instance = patient->instance;
  JsonObject *parameters = json_object_new ();
  g_autofree char *title = g_strdup_printf ("Restart %s in %s", instance->id,
                                            instance->zone != NULL ? instance->zone : "its zone");

  json_object_set_string_member (parameters, "id", instance->id);
  flo_planning_add (self, FLO_ACTION_REBOOT_INSTANCE, title, patient->reason, parameters, NULL);
}

static void
replace (FloPlanning   *self,
         const Patient *patient)
{
  FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, patient->seat);

  seat->sick = patient->verdict == VERDICT_REPLACE;
  flo_planning_leave (self, seat, patient->reason, 0);
}

static void
retire (FloPlanning   *self,
        const Patient *patient)
{
  const FloScheduled *end = flo_seen_instance_find_end (patient->instance);
  gboolean urgent = self->in->now / G_USEC_PER_SEC >= end->not_before - RETIRE_LAST;

  if (!urgent && !flo_planning_may_disrupt (self, patient->instance->id, NULL))
    return;

  flo_planning_note_disrupted (self, patient->instance->id);
  replace (self, patient);
}

/* Returns: whether something is done about it */
static gboolean
treat_one (Ward          *ward,
           const Patient *patient)
{
  FloPlanning *self = ward->planning;

  if (patient->verdict == VERDICT_RESTART)
    restart (self, patient);
  else if (self->in->config->interruption.replace)
    replace (self, patient);
  else
    return FALSE;

  if (!patient->begun)
    ward->treated++;

  return TRUE;
}

static void
treat (Ward    *ward,
       GArray  *patients,
       gboolean one_by_one)
{
  gint64 most = ward->planning->in->config->health.max_per_hour;
  gboolean wait = one_by_one && is_any_under_treatment (ward, patients);
  guint before = ward->treated, left = 0;

  for (guint i = 0; i < patients->len; i++)
    {
      const Patient *patient = &g_array_index (patients, Patient, i);

      if ((patient->verdict != VERDICT_REPLACE && patient->verdict != VERDICT_RESTART) || (wait && !patient->begun))
        continue;
      if (!patient->begun && ward->treated >= most)
        {
          left++;
          continue;
        }
      wait |= treat_one (ward, patient) && one_by_one;
    }

  if (left > 0)
    flo_planning_problem (ward->planning, AWS_ERROR_UNKNOWN, FALSE,
                          "%u sick node%s restarted or replaced within an hour, and %u more fail%s the status checks: the "
                          "image, or what runs on the nodes, may be broken. Nothing more is done about them until the hour "
                          "is over; look at one before more is spent, or raise health.max_per_hour.",
                          MAX (before, 1), before <= 1 ? " was" : "s were", left, left == 1 ? "s" : "");
}

/* ---- words ---- */

static void
append_patient (FloPlanning   *self,
                GString       *text,
                const Patient *patient)
{
  g_autofree char *what = patient->reason != NULL ? g_strdup (patient->reason) : flo_health_describe (patient->instance);
  g_autofree char *until = NULL;

  g_string_append_printf (text, "%s: %s", patient->instance->id, what);
  if (self->in->config->health.action == FLO_HEALTH_TELL || self->in->config->mode == FLO_MODE_MANAGED ||
      patient->verdict != VERDICT_WATCH || patient->until == 0)
    return;

  until = flo_health_format_clock (patient->until);
  g_string_append_printf (text, "; it has until %s to get well", until);
}

static const char *
describe_policy (FloPlanning *self,
                 gboolean     one_by_one)
{
  const FloConfig *config = self->in->config;

  if (config->mode == FLO_MODE_MANAGED)
    return " Nothing is done about it: in mode \"managed\" nodes are EC2's affair. End it yourself, and EC2 launches another.";
  if (config->health.action == FLO_HEALTH_TELL)
    return " Nothing is done about it, as health.action is \"tell\".";
  if (one_by_one)
    return " So many at once: the image or what runs on the nodes may be broken, or EC2's checks mistaken "
           "(health.aws.amazon.com says whether AWS knows of trouble). One is restarted or replaced at a time, the next when "
           "the last one has shown whether that helps.";
  if (!config->interruption.replace)
    return " None is replaced, as interruption.replace is false.";

  return "";
}

static char *
describe (FloPlanning *self,
          GArray      *patients,
          guint        sick,
          guint        running,
          gboolean     one_by_one)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint named = 0;

  g_string_append_printf (text, "%u of %u nodes %s not well: ", sick, running, sick == 1 ? "is" : "are");
  for (guint i = 0; i < patients->len && named < MOST_NAMED; i++)
    {
      const Patient *patient = &g_array_index (patients, Patient, i);

      if (!is_sick (patient))
        continue;
      if (named++ > 0)
        g_string_append (text, "; ");
      append_patient (self, text, patient);
    }
  if (sick > MOST_NAMED)
    g_string_append_printf (text, "; and %u more", sick - MOST_NAMED);
  g_string_append_c (text, '.');
  g_string_append (text, describe_policy (self, one_by_one));

  return g_strdup (text->str);
}

static void
visit (Ward   *ward,
       GArray *patients)
{
  FloPlanning *self = ward->planning;
  const FloConfig *config = self->in->config;
  guint running = 0, sick = 0;
  gboolean one_by_one;

  for (guint i = 0; i < self->seats->len; i++)
    {
      running += g_array_index (self->seats, FloPlanSeat, i).running;
      examine (ward, i, patients);
    }
  g_array_sort (patients, compare_patients);
  for (guint i = 0; i < patients->len; i++)
    sick += is_sick (&g_array_index (patients, Patient, i));
  one_by_one = sick >= 2 && sick * 2 >= running;

  self->plan->impaired = sick;
  if (sick > 0)
    self->plan->health = describe (self, patients, sick, running, one_by_one);
  if (config->mode == FLO_MODE_MANAGED)
    return;

  if (config->health.action != FLO_HEALTH_TELL)
    treat (ward, patients, one_by_one);
  for (guint i = 0; i < patients->len && config->interruption.replace; i++)
    {
      const Patient *patient = &g_array_index (patients, Patient, i);

      if (patient->verdict == VERDICT_RETIRE)
        retire (self, patient);
    }
}

/* Most fleets have nothing to be looked at. */
static gboolean
is_all_well (FloPlanning *self)
{
  GPtrArray *instances = self->in->observation->instances;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      if (instance->silent_since != 0 ||
          (instance->checked_at != 0 && instance->state == FLO_SEEN_RUNNING &&
           (instance->impaired_since != 0 || instance->passed_at == 0 || instance->scheduled != NULL)))
        return FALSE;
    }

  return TRUE;
}

void
flo_rule_health (FloPlanning *self)
{
  g_autoptr (GArray) patients = NULL;
  Ward ward;

  if (is_all_well (self))
    return;

  patients = g_array_new (FALSE, FALSE, sizeof (Patient));
  g_array_set_clear_func (patients, patient_clear);
  ward_init (&ward, self);
  visit (&ward, patients);
  ward_clear (&ward);
}
