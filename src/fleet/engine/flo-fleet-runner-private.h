/* flo-fleet-runner-private.h: what a runner is made of, for its own files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/engine/flo-fleet-runner.h"
#include "fleet/observe/flo-end-inquiry.h"
#include "fleet/observe/flo-event-feed.h"
#include "fleet/plan/flo-history.h"
#include "fleet/observe/flo-kept-watch.h"
#include "fleet/observe/flo-limit-watch.h"
#include "fleet/observe/flo-load-watch.h"
#include "fleet/observe/flo-node-feed.h"
#include "fleet/observe/flo-notice-book.h"
#include "fleet/observe/flo-observation.h"
#include "fleet/observe/flo-price-watch.h"
#include "fleet/engine/flo-lease-keeper.h"
#include "fleet/engine/flo-publisher.h"
#include "fleet/observe/flo-score-watch.h"
#include "fleet/observe/flo-status-watch.h"

G_BEGIN_DECLS

struct _FloFleetRunner
{
  GObject parent_instance;

  /* What it runs */
  FloStore *store;              /* (owned) */
  AwsClient *client;            /* (owned) */
  FloFleetRecord *record;       /* (owned) */
  FloDriver *driver;            /* (owned) */
  FloLeaseKeeper *lease;        /* (owned) */
  FloTenureStanding standing;   /* of the lease, as it was told last */
  FloFleet *fleet;              /* (owned) */
  FloPublisher *publisher;      /* (owned) */
  FloHistory *history;          /* (owned) */
  FloOverallLedger *ledger;     /* (owned): from when it was set */
  gboolean read_only;
  guint steady_delay;           /* milliseconds */
  gboolean local;               /* its endpoint is on this computer */

  /* What it knows */
  JsonObject *image;            /* (owned) (nullable) */
  char *public_key;             /* (owned) (nullable) */
  FloPriceWatch *prices;        /* (owned) */
  FloLimitWatch *limits;        /* (owned) */
  FloStatusWatch *statuses;     /* (owned) */
  FloNoticeBook *notices;       /* (owned) */
  FloEventFeed *feed;           /* (owned) (nullable): while there is a queue to read */
  FloNodeFeed *nodes;           /* (owned) (nullable): while nodes are listened to */
  gboolean deaf;                /* the queue cannot be read, or no node heard, and that was told */
  FloEndInquiry *inquiry;       /* (owned) */
  FloObservation *observation;  /* (owned) (nullable) */
  FloKeptWatch *kept;           /* (owned) (nullable): in mode managed, as soon as EC2 keeps the nodes */
  FloWishes *wishes;            /* (owned): as the row has them */
  FloLoadWatch *load;           /* (owned) */
  FloScaled *scaled;            /* (owned) (nullable): as the row has it */
  FloScoreWatch *score;         /* (owned) */
  FloReclaims *reclaims;        /* (owned): of the last day, also those that AWS has forgotten */
  FloLaunchMark *launch;        /* (owned) (nullable): as the row has it; NULL: it is over */
  gboolean watched;             /* it was looked at without a gap since it was asked for, in this process */
  gint64 looked_at;             /* Unix microseconds: the last look, or when it was asked for */
  gint64 finish_by;             /* Unix seconds: its deadline; 0: it has none */

  /* The turn */
  GCancellable *cancellable;    /* (owned): of questions; actions are never cancelled */
  guint timer;
  gboolean in_turn;
  gboolean again;               /* woken during a turn */
  gboolean impatient;           /* somebody asked: the next plan tries again what needed a person */
  gboolean stopping;
  guint aside;                  /* what was begun beside the turns, and is not over */
  gboolean releasing;           /* the lease, before it stops */
  gboolean destroy_asked;       /* being written: no other write may undo it */
  gboolean steady;              /* all is well: look at nodes only */
  gboolean disturbed;           /* something was missing since the last time all was well */
  guint delay;                  /* milliseconds, grows while nothing is done */
  guint troubles;               /* turns in a row that could not observe, or left an intent open */
  guint looks;                  /* for what an open intent may have made */
  guint proofs;
  gboolean forgetting;          /* wishes that came true are being taken out of the row */
  char *last_problem;           /* (owned) (nullable): the last one that was reported */
  GQueue waiting;               /* (element-type GTask): for the end of the turn */
  GQueue stops;                 /* (element-type GTask): for the end of all that was begun */
};

/* Milliseconds until the next turn: after a call, and while something moves. */
#define FLO_FLEET_RUNNER_AFTER_ACTION 50
#define FLO_FLEET_RUNNER_MOVING 1000
/* A runner that looks more often than this, in milliseconds, while all is well has its endpoint on this computer. */
#define FLO_FLEET_RUNNER_LOCAL_BELOW 10000

/* Nothing was seen of what shall be gone: after looking often enough it is gone, durably. */
void  flo_fleet_runner_prove             (FloFleetRunner *self,
                                          const FloPlan  *plan);
/* Something goes on beside the turns until it is told to be over: stopping waits for it. */
void  flo_fleet_runner_begin_aside       (FloFleetRunner *self);
void  flo_fleet_runner_end_aside         (FloFleetRunner *self);
/* Answers all of @tasks (element-type GTask), and forgets them. */
void  flo_fleet_runner_return_all        (GQueue         *tasks);
/* Gives the lease back and answers who waits for the end, when nothing is under way any more. */
void  flo_fleet_runner_end_stops         (FloFleetRunner *self);
/* The turn is over; the next one comes after @delay milliseconds. */
void  flo_fleet_runner_end_turn          (FloFleetRunner *self,
                                          guint           delay);
/* The turn is over, because @what could not be done. @error: (transfer full) */
void  flo_fleet_runner_fail_turn         (FloFleetRunner *self,
                                          const char     *what,
                                          GError         *error);
/* Milliseconds, the more the longer there is trouble. */
guint flo_fleet_runner_get_trouble_delay (FloFleetRunner *self);
/* Reads the fleet's queue as long as there is one that is wanted, and says how that goes. */
void  flo_fleet_runner_listen            (FloFleetRunner *self,
                                          const FloPlan  *plan);
void  flo_fleet_runner_stop_listening    (FloFleetRunner *self);
/* Takes in what events say, and keeps it; then calls @kept, whose result is that of flo_notice_log_append_async(), unless there
 * is nothing to keep. Returns: whether there is */
gboolean flo_fleet_runner_take_events    (FloFleetRunner      *self,
                                          GPtrArray           *events,
                                          GAsyncReadyCallback  kept,
                                          gpointer             user_data);
/* The same for the nodes themselves, when the config wants that: which there are, and how it goes. */
void  flo_fleet_runner_listen_to_nodes   (FloFleetRunner *self,
                                          gboolean        wanted);
void  flo_fleet_runner_stop_listening_to_nodes (FloFleetRunner *self);
/* In mode managed: shows how EC2 keeps the nodes, and asks what it did since it was asked last. */
void  flo_fleet_runner_follow_kept       (FloFleetRunner *self);
/* What kept EC2 from launching lately. (nullable) */
const char *flo_fleet_runner_get_ec2_trouble (FloFleetRunner *self);
/* Looks who drives the fleet when it is time for that, then goes on. */
void  flo_fleet_runner_refresh_lease     (FloFleetRunner *self);
/* Shows who drives it. */
void  flo_fleet_runner_show_lease        (FloFleetRunner *self);
/* Milliseconds between two looks while all is well. */
guint flo_fleet_runner_get_steady_delay  (FloFleetRunner *self);
/* Asks who ended nodes that nobody here ended, beside the turn. */
void  flo_fleet_runner_inquire           (FloFleetRunner *self);
/* Asks beside the turns how long the config's queue is. */
void  flo_fleet_runner_ask_load          (FloFleetRunner *self);
/* Asks beside the turns for the placement score of the config. */
void  flo_fleet_runner_ask_score         (FloFleetRunner *self);
/* Writes down that another number of nodes is wanted, before anything is done about it.
 * Returns: whether that is so; it then ends the turn, and the next one acts */
gboolean flo_fleet_runner_keep_scale     (FloFleetRunner *self,
                                          const FloPlan  *plan);
/* The launch, as the row has it now. @launch: (nullable) */
void  flo_fleet_runner_take_launch       (FloFleetRunner *self,
                                          const char     *launch);
/* The fleet was looked at. */
void  flo_fleet_runner_note_look         (FloFleetRunner *self);
/* Writes down what becomes of the launch, before anything is done about it, or concluded from it.
 * Returns: whether that is so; it then ends the turn, and the next one acts */
gboolean flo_fleet_runner_keep_launch    (FloFleetRunner *self,
                                          const FloPlan  *plan);
/* The same when @what failed, without which nothing can be launched. */
gboolean flo_fleet_runner_give_up_launch (FloFleetRunner *self,
                                          const char     *what,
                                          const GError   *error);
/* What @plan says of the fleet that later turns, and other processes, have to know. */
void  flo_fleet_runner_note_plan         (FloFleetRunner *self,
                                          const FloPlan  *plan);
/* A dynamic limit that changed is told, and kept. */
void  flo_fleet_runner_note_limits       (FloFleetRunner *self);
/* Carries out @action, then ends the turn. */
void  flo_fleet_runner_act               (FloFleetRunner *self,
                                          FloAction      *action);
/* Finds out what became of @open, then ends the turn. */
void  flo_fleet_runner_recover           (FloFleetRunner *self,
                                          const FloPast  *open);
/* Begins a turn now, or as soon as the one under way has ended. */
void flo_fleet_runner_begin_turn   (FloFleetRunner      *self);
/* The first step of a turn: what is wanted by now; then goes on. */
void flo_fleet_runner_read_row     (FloFleetRunner      *self);
void flo_fleet_runner_go_on        (FloFleetRunner      *self);
/* Makes anew what was made for another config: @config is the one of the record. */
void flo_fleet_runner_set_config   (FloFleetRunner      *self,
                                    FloConfig           *config);
/* @wishes: (transfer full) */
void flo_fleet_runner_set_wishes   (FloFleetRunner      *self,
                                    FloWishes           *wishes);
/* Takes it out of what is asked for that this computer is to drive the fleet, when it does, or another one was asked to after it:
 * were it to lose it again, it would take it from the next one. */
void flo_fleet_runner_forget_take_over (FloFleetRunner *self);
/* Takes nodes that were to go, and are gone, out of what is asked for. */
void flo_fleet_runner_forget_done  (FloFleetRunner      *self);
/* Writes the fleet's row as it is to be; the callback ends with flo_fleet_records_update_finish(). */
void flo_fleet_runner_write_record (FloFleetRunner      *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);

G_END_DECLS
