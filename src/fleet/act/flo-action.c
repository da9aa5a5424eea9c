/* flo-action.c: one thing the engine is about to do, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-action"

#include "flotilla-config.h"

#include "fleet/act/flo-action.h"

struct _FloAction
{
  GObject parent_instance;

  FloActionKind kind;
  char *title;       /* (owned) */
  char *reason;      /* (owned) (nullable) */
  char *token;       /* (owned) (nullable) */
  char *parameters;  /* (owned) (nullable): JSON */
};

typedef enum
{
  PROP_KIND = 1,
  PROP_TITLE,
  PROP_REASON,
  PROP_TOKEN,
  PROP_PARAMETERS,
} FloActionProperty;

G_DEFINE_FINAL_TYPE (FloAction, flo_action, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_PARAMETERS + 1];

/* By FloActionKind: what the journal and JSON call it. Never change a word: old journals hold it. */
static const char * const words[] = {
  [FLO_ACTION_WAIT] = "wait",
  [FLO_ACTION_CREATE_VPC] = "create-vpc",
  [FLO_ACTION_CREATE_SUBNET] = "create-subnet",
  [FLO_ACTION_ENABLE_PUBLIC_ADDRESSES] = "enable-public-addresses",
  [FLO_ACTION_CREATE_INTERNET_GATEWAY] = "create-internet-gateway",
  [FLO_ACTION_ATTACH_INTERNET_GATEWAY] = "attach-internet-gateway",
  [FLO_ACTION_CREATE_ROUTE] = "create-route",
  [FLO_ACTION_CREATE_SECURITY_GROUP] = "create-security-group",
  [FLO_ACTION_AUTHORIZE_INGRESS] = "authorize-ingress",
  [FLO_ACTION_IMPORT_KEY_PAIR] = "import-key-pair",
  [FLO_ACTION_CREATE_LAUNCH_TEMPLATE] = "create-launch-template",
  [FLO_ACTION_CREATE_FLEET] = "create-fleet",
  [FLO_ACTION_TERMINATE_INSTANCES] = "terminate-instances",
  [FLO_ACTION_CANCEL_SPOT_REQUESTS] = "cancel-spot-requests",
  [FLO_ACTION_DELETE_FLEETS] = "delete-fleets",
  [FLO_ACTION_DELETE_LAUNCH_TEMPLATE] = "delete-launch-template",
  [FLO_ACTION_DELETE_KEY_PAIR] = "delete-key-pair",
  [FLO_ACTION_DELETE_SECURITY_GROUP] = "delete-security-group",
  [FLO_ACTION_DELETE_SUBNET] = "delete-subnet",
  [FLO_ACTION_DETACH_INTERNET_GATEWAY] = "detach-internet-gateway",
  [FLO_ACTION_DELETE_INTERNET_GATEWAY] = "delete-internet-gateway",
  [FLO_ACTION_DELETE_VPC] = "delete-vpc",
  [FLO_ACTION_RELEASE_ADDRESS] = "release-address",
  [FLO_ACTION_DELETE_VOLUME] = "delete-volume",
  [FLO_ACTION_DELETE_SNAPSHOT] = "delete-snapshot",
  [FLO_ACTION_PUT_EVENT_RULE] = "put-event-rule",
  [FLO_ACTION_CREATE_QUEUE] = "create-queue",
  [FLO_ACTION_PUT_EVENT_TARGET] = "put-event-target",
  [FLO_ACTION_REMOVE_EVENT_TARGET] = "remove-event-target",
  [FLO_ACTION_DELETE_EVENT_RULE] = "delete-event-rule",
  [FLO_ACTION_DELETE_QUEUE] = "delete-queue",
  [FLO_ACTION_MODIFY_FLEET] = "modify-fleet",
  [FLO_ACTION_REBOOT_INSTANCE] = "reboot-instance",
  [FLO_ACTION_CREATE_TEMPLATE_VERSION] = "create-launch-template-version",
  [FLO_ACTION_TAG_TEMPLATE] = "tag-launch-template",
  [FLO_ACTION_REVOKE_INGRESS] = "revoke-ingress",
  [FLO_ACTION_START_INSTANCE] = "start-instance",
  [FLO_ACTION_STOP_INSTANCE] = "stop-instance",
};


const char *
flo_action_kind_get_word (FloActionKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (words), NULL);

  return words[kind];
}

gboolean
flo_action_kind_from_word (const char    *word,
                           FloActionKind *kind)
{
  g_return_val_if_fail (word != NULL, FALSE);
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i], word))
        {
          *kind = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
flo_action_finalize (GObject *object)
{
  FloAction *self = FLO_ACTION (object);

  g_free (self->title);
  g_free (self->reason);
  g_free (self->token);
  g_free (self->parameters);

  G_OBJECT_CLASS (flo_action_parent_class)->finalize (object);
}

static void
flo_action_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FloAction *self = FLO_ACTION (object);

  switch ((FloActionProperty) prop_id)
    {
    case PROP_KIND:
      g_value_set_int (value, self->kind);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_TOKEN:
      g_value_set_string (value, self->token);
      break;
    case PROP_PARAMETERS:
      g_value_set_string (value, self->parameters);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_action_class_init (FloActionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_action_finalize;
  object_class->get_property = flo_action_get_property;

  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, G_N_ELEMENTS (words) - 1, 0, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_TOKEN] = g_param_spec_string ("token", NULL, NULL, NULL, flags);
  properties[PROP_PARAMETERS] = g_param_spec_string ("parameters", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_action_init (FloAction *self)
{
}

FloAction *
flo_action_new (FloActionKind  kind,
                const char    *title,
                const char    *reason,
                const char    *token,
                const char    *parameters)
{
  FloAction *self;

  g_return_val_if_fail (kind < G_N_ELEMENTS (words), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (FLO_TYPE_ACTION, NULL);
  self->kind = kind;
  self->title = g_strdup (title);
  self->reason = g_strdup (reason);
  self->token = g_strdup (token);
  self->parameters = g_strdup (parameters);

  return self;
}

FloActionKind
flo_action_get_kind (FloAction *self)
{
  g_return_val_if_fail (FLO_IS_ACTION (self), FLO_ACTION_WAIT);

  return self->kind;
}

const char *
flo_action_get_title (FloAction *self)
{
  g_return_val_if_fail (FLO_IS_ACTION (self), NULL);

  return self->title;
}

const char *
flo_action_get_reason (FloAction *self)
{
  g_return_val_if_fail (FLO_IS_ACTION (self), NULL);

  return self->reason;
}

const char *
flo_action_get_token (FloAction *self)
{
  g_return_val_if_fail (FLO_IS_ACTION (self), NULL);

  return self->token;
}

const char *
flo_action_get_parameters (FloAction *self)
{
  g_return_val_if_fail (FLO_IS_ACTION (self), NULL);

  return self->parameters;
}

gboolean
flo_action_equal (FloAction *a,
                  FloAction *b)
{
  g_return_val_if_fail (FLO_IS_ACTION (a), FALSE);
  g_return_val_if_fail (FLO_IS_ACTION (b), FALSE);

  return a->kind == b->kind &&
         g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->reason, b->reason) == 0 &&
         g_strcmp0 (a->token, b->token) == 0 &&
         g_strcmp0 (a->parameters, b->parameters) == 0;
}
