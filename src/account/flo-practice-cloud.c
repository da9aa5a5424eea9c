/* flo-practice-cloud.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "account/flo-practice-cloud.h"
#include "account/flo-practice-lock.h"

#define PROGRAM "flotilla-simulator"
#define GREETING "listening on "
#define ACCESS_KEY_ID "AKIAPRACTICE00000000"
#define SECRET "practice-cloud-secret"  /* no secret: everybody's practice cloud has it, on loopback only */
#define DEFAULT_REGION "us-east-1"
#define SPEED "5"   /* practice seconds in a real one: a notice lasts 24 seconds, longer than an engine sleeps */
#define STATE_FILE "practice-cloud.json"
#define LOCK_FILE "practice-cloud.lock"
#define LOG_FILE "practice-cloud.log"
#define LOCK_FD 3                       /* the child only has to keep it open */
#define LOCK_TIMEOUT_MS 10000
#define CONTROL_TIMEOUT_S 10
#define MAX_COMPLAINT 1000

struct _FloPracticeCloud
{
  GObject parent_instance;

  char *url;                     /* (owned) (nullable): once started */
  char *problem;                 /* (owned) (nullable) */
  FloPracticeLock *lock;         /* (owned) (nullable) */
  GSubprocess *child;            /* (owned) (nullable): NULL also when another program runs the cloud */
  GDataInputStream *greeting;    /* (owned) (nullable): the child's stdout */
  SoupSession *session;          /* (owned) (nullable) */
};

enum
{
  PROP_PROBLEM = 1,
  N_PROPERTIES
};

G_DEFINE_FINAL_TYPE (FloPracticeCloud, flo_practice_cloud, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];

/* Closing its stdin is what ends the child, which then still writes its state and frees the lock. */
static void
forget_child (FloPracticeCloud *self)
{
  if (self->child != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->child), NULL, NULL);
  g_clear_object (&self->child);
  g_clear_object (&self->greeting);
  g_clear_pointer (&self->lock, flo_practice_lock_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->problem, g_free);
}

static void
flo_practice_cloud_dispose (GObject *object)
{
  FloPracticeCloud *self = FLO_PRACTICE_CLOUD (object);

  forget_child (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (flo_practice_cloud_parent_class)->dispose (object);
}

static void
flo_practice_cloud_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FloPracticeCloud *self = FLO_PRACTICE_CLOUD (object);

  switch (property_id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
flo_practice_cloud_class_init (FloPracticeCloudClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_practice_cloud_dispose;
  object_class->get_property = flo_practice_cloud_get_property;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
flo_practice_cloud_init (FloPracticeCloud *self)
{
}

FloPracticeCloud *
flo_practice_cloud_new (void)
{
  return g_object_new (FLO_TYPE_PRACTICE_CLOUD, NULL);
}

const char *
flo_practice_cloud_get_problem (FloPracticeCloud *self)
{
  g_return_val_if_fail (FLO_IS_PRACTICE_CLOUD (self), NULL);

  return self->problem;
}

/* ---- the child ---- */

/* Beside our own executable (installed, or a copied tree), in the build tree as seen from src/X/ and
 * from tests/X/, then where it was configured to be installed. */
static char *
find_program (GError **error)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = g_path_get_dirname (self_path != NULL ? self_path : ".");
  g_autofree char *beside = g_build_filename (here, PROGRAM, NULL);
  g_autofree char *sibling = g_build_filename (here, "..", "simulator", PROGRAM, NULL);
  g_autofree char *from_tests = g_build_filename (here, "..", "..", "src", "simulator", PROGRAM, NULL);
  g_autofree char *installed = g_build_filename (FLO_BIN_DIR, PROGRAM, NULL);
  const char *candidates[] = { beside, sibling, from_tests, installed };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (g_file_test (candidates[i], G_FILE_TEST_IS_EXECUTABLE))
      return g_strdup (candidates[i]);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "cannot start the practice cloud: the program " PROGRAM " is neither in %s nor in %s; "
               "install it, or use an AWS account", here, FLO_BIN_DIR);
  return NULL;
}

/* @file NULL: the directory */
static char *
data_path (const char *base,
           const char *file)
{
  return g_build_filename (base, "flotilla", file, NULL);
}

/* What the child wrote to its standard error, shortened to the end: the reason it gave. */
static char *
describe_end (const char *what)
{
  g_autofree char *log_path = data_path (g_get_user_cache_dir (), LOG_FILE);
  g_autofree char *log = NULL;
  const char *said = "";

  if (g_file_get_contents (log_path, &log, NULL, NULL))
    {
      said = g_strstrip (log);
      if (strlen (said) > MAX_COMPLAINT)
        said += strlen (said) - MAX_COMPLAINT;
    }
  if (*said == '\0')
    return g_strdup_printf ("%s: " PROGRAM " ended without a word", what);
  return g_strdup_printf ("%s: " PROGRAM " ended: %s", what, said);
}

static void
child_ended_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr(FloPracticeCloud) self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL) || self == NULL)
    return;
  g_free (self->problem);
  self->problem = describe_end ("the practice cloud is gone; start it again");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Ctrl+C in a terminal goes to the whole foreground group; the cloud has to outlive the program that is
 * finishing its last request. Runs between fork and exec. */
static void
leave_foreground_group (gpointer user_data)
{
  setpgid (0, 0);
}

static gboolean
spawn_child (FloPracticeCloud  *self,
             GError           **error)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = find_program (error);
  g_autofree char *state_path = data_path (g_get_user_data_dir (), STATE_FILE);
  g_autofree char *log_path = data_path (g_get_user_cache_dir (), LOG_FILE);
  g_autofree char *seed = g_strdup_printf ("%u", g_random_int ());
  const char *arguments[] = {
    program, "--port", "0", "--exit-with-stdin", "--state", state_path, "--speed", SPEED,
    "--seed", seed, NULL
  };
  GWeakRef *weak;

  if (program == NULL)
    return FALSE;

  g_subprocess_launcher_set_child_setup (launcher, leave_foreground_group, NULL, NULL);
  g_subprocess_launcher_set_stderr_file_path (launcher, log_path);
  g_subprocess_launcher_take_fd (launcher, fcntl (self->lock->fd, F_DUPFD_CLOEXEC, 3), LOCK_FD);
  self->child = g_subprocess_launcher_spawnv (launcher, arguments, error);
  if (self->child == NULL)
    {
      g_prefix_error (error, "cannot start the practice cloud: ");
      return FALSE;
    }
  self->greeting = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_subprocess_wait_async (self->child, NULL, child_ended_cb, weak);
  return TRUE;
}

/* ---- start ---- */

static FloAccount *
create_account (FloPracticeCloud *self)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new (ACCESS_KEY_ID, SECRET, NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  return flo_account_new (FLO_PRACTICE_ACCOUNT_NAME, FLO_ACCOUNT_PRACTICE, ACCESS_KEY_ID,
                          DEFAULT_REGION, self->url, provider);
}

static void
greeted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloPracticeCloud *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *line =
    g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (line == NULL && error == NULL)
    {
      g_autofree char *message = describe_end ("cannot start the practice cloud");

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", message);
      return;
    }
  if (line == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!g_str_has_prefix (line, GREETING "http://127.0.0.1:"))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               "cannot start the practice cloud: " PROGRAM " answered \"%.80s\"; it "
                               "does not belong to this Flotilla", line);
      return;
    }

  self->url = g_strdup (line + strlen (GREETING));
  if (!flo_practice_lock_publish (self->lock, self->url, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, create_account (self), g_object_unref);
}

static void
locked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloPracticeCloud *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->lock = flo_practice_lock_acquire_finish (result, &error);
  if (self->lock == NULL)
    g_task_return_error (task, error);
  else if (self->lock->url != NULL)
    {
      self->url = g_strdup (self->lock->url);
      g_task_return_pointer (task, create_account (self), g_object_unref);
    }
  else if (!spawn_child (self, &error))
    g_task_return_error (task, error);
  else
    g_data_input_stream_read_line_async (self->greeting, G_PRIORITY_DEFAULT,
                                         g_task_get_cancellable (task), greeted_cb,
                                         g_object_ref (task));
}

void
flo_practice_cloud_start_async (FloPracticeCloud    *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *data_dir = NULL;
  g_autofree char *cache_dir = NULL;
  g_autofree char *lock_path = NULL;

  g_return_if_fail (FLO_IS_PRACTICE_CLOUD (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_practice_cloud_start_async);

  if (self->url != NULL && self->problem == NULL)
    {
      g_task_return_pointer (task, create_account (self), g_object_unref);
      return;
    }
  forget_child (self);

  data_dir = data_path (g_get_user_data_dir (), NULL);
  cache_dir = data_path (g_get_user_cache_dir (), NULL);
  lock_path = data_path (g_get_user_data_dir (), LOCK_FILE);
  if (g_mkdir_with_parents (data_dir, 0700) != 0 || g_mkdir_with_parents (cache_dir, 0700) != 0)
    {
      int saved = errno;

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (saved),
                               "cannot start the practice cloud: cannot make %s and %s: %s",
                               data_dir, cache_dir, g_strerror (saved));
      return;
    }
  flo_practice_lock_acquire_async (lock_path, LOCK_TIMEOUT_MS, cancellable, locked_cb,
                                   g_steal_pointer (&task));
}

FloAccount *
flo_practice_cloud_start_finish (FloPracticeCloud  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- control ---- */

/* (transfer full): the cloud's own sentence of why it refused */
static char *
read_refusal (SoupMessage *message,
              GBytes      *answer)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);

  if (length > 0 && json_parser_load_from_data (parser, text, length, NULL)
      && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      JsonObject *object = json_node_get_object (json_parser_get_root (parser));
      const char *problem = json_object_get_string_member_with_default (object, "error", NULL);

      if (problem != NULL)
        return g_strdup (problem);
    }
  return g_strdup_printf ("the practice cloud refused, with status %u", soup_message_get_status (message));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) answer =
    soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  if (answer == NULL)
    {
      g_prefix_error (&error, "cannot reach the practice cloud: ");
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    {
      g_autofree char *refusal = read_refusal (message, answer);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", refusal);
    }
  else
    g_task_return_boolean (task, TRUE);
}

void
flo_practice_cloud_control_async (FloPracticeCloud    *self,
                                  const char          *command,
                                  const char          *arguments,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autofree char *url = NULL;

  g_return_if_fail (FLO_IS_PRACTICE_CLOUD (self));
  g_return_if_fail (command != NULL);
  g_return_if_fail (arguments != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_practice_cloud_control_async);
  if (self->url == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED,
                               "the practice cloud is not running");
      return;
    }

  if (self->session == NULL)
    /* Never through a proxy: it is on this computer. */
    self->session = soup_session_new_with_options ("timeout", CONTROL_TIMEOUT_S, "proxy-resolver", NULL, NULL);
  url = g_strconcat (self->url, "/_simulator/", command, NULL);
  message = soup_message_new (SOUP_METHOD_POST, url);
  body = g_bytes_new (arguments, strlen (arguments));
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  g_task_set_task_data (task, g_object_ref (message), g_object_unref);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, cancellable,
                                    answered_cb, g_steal_pointer (&task));
}

gboolean
flo_practice_cloud_control_finish (FloPracticeCloud  *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
