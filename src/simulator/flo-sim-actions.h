/* flo-sim-actions.h: the handlers of the API actions; flo-sim-dispatch.c has the table of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* Each takes a call whose parameters are known to be legal in name and type, and fills its result. */

/* flo-sim-places-actions.c */
gboolean flo_sim_describe_regions                (FloSimCall *call);
gboolean flo_sim_describe_availability_zones     (FloSimCall *call);
/* flo-sim-type-actions.c */
gboolean flo_sim_describe_instance_types         (FloSimCall *call);
gboolean flo_sim_describe_instance_type_offerings (FloSimCall *call);
/* flo-sim-price-actions.c */
gboolean flo_sim_describe_spot_price_history     (FloSimCall *call);
/* flo-sim-image-actions.c */
gboolean flo_sim_describe_images                 (FloSimCall *call);
gboolean flo_sim_ssm_get_parameter               (FloSimCall *call);
gboolean flo_sim_ssm_get_parameters              (FloSimCall *call);
/* flo-sim-template-actions.c */
gboolean flo_sim_create_launch_template          (FloSimCall *call);
gboolean flo_sim_describe_launch_templates       (FloSimCall *call);
gboolean flo_sim_delete_launch_template          (FloSimCall *call);
/* flo-sim-fleet-actions.c */
gboolean flo_sim_create_fleet                    (FloSimCall *call);
gboolean flo_sim_describe_fleets                 (FloSimCall *call);
gboolean flo_sim_delete_fleets                   (FloSimCall *call);
/* flo-sim-instance-actions.c */
gboolean flo_sim_describe_instances              (FloSimCall *call);
gboolean flo_sim_terminate_instances             (FloSimCall *call);
gboolean flo_sim_describe_spot_instance_requests (FloSimCall *call);
gboolean flo_sim_cancel_spot_instance_requests   (FloSimCall *call);
/* flo-sim-version-actions.c */
gboolean flo_sim_modify_launch_template           (FloSimCall *call);
gboolean flo_sim_delete_launch_template_versions  (FloSimCall *call);
gboolean flo_sim_describe_launch_template_versions (FloSimCall *call);
gboolean flo_sim_create_launch_template_version   (FloSimCall *call);
/* flo-sim-run-actions.c */
gboolean flo_sim_run_instances                    (FloSimCall *call);
/* flo-sim-power-actions.c */
gboolean flo_sim_describe_instance_attribute      (FloSimCall *call);
gboolean flo_sim_modify_instance_attribute        (FloSimCall *call);
gboolean flo_sim_get_console_output               (FloSimCall *call);
gboolean flo_sim_describe_instance_status         (FloSimCall *call);
gboolean flo_sim_unmonitor_instances              (FloSimCall *call);
gboolean flo_sim_monitor_instances                (FloSimCall *call);
gboolean flo_sim_reboot_instances                 (FloSimCall *call);
gboolean flo_sim_start_instances                  (FloSimCall *call);
gboolean flo_sim_stop_instances                   (FloSimCall *call);
/* flo-sim-volume-actions.c */
gboolean flo_sim_delete_snapshot                  (FloSimCall *call);
gboolean flo_sim_describe_snapshots               (FloSimCall *call);
gboolean flo_sim_create_snapshot                  (FloSimCall *call);
gboolean flo_sim_describe_volumes_modifications   (FloSimCall *call);
gboolean flo_sim_modify_volume                    (FloSimCall *call);
gboolean flo_sim_detach_volume                    (FloSimCall *call);
gboolean flo_sim_attach_volume                    (FloSimCall *call);
gboolean flo_sim_create_volume                    (FloSimCall *call);
gboolean flo_sim_describe_volumes                (FloSimCall *call);
gboolean flo_sim_delete_volume                   (FloSimCall *call);
/* flo-sim-address-actions.c */
gboolean flo_sim_describe_account_attributes      (FloSimCall *call);
gboolean flo_sim_delete_placement_group           (FloSimCall *call);
gboolean flo_sim_describe_placement_groups        (FloSimCall *call);
gboolean flo_sim_create_placement_group           (FloSimCall *call);
gboolean flo_sim_release_address                  (FloSimCall *call);
gboolean flo_sim_disassociate_address             (FloSimCall *call);
gboolean flo_sim_associate_address                (FloSimCall *call);
gboolean flo_sim_describe_addresses               (FloSimCall *call);
gboolean flo_sim_allocate_address                 (FloSimCall *call);
gboolean flo_sim_modify_network_interface_attribute (FloSimCall *call);
gboolean flo_sim_delete_network_interface         (FloSimCall *call);
gboolean flo_sim_describe_network_interfaces      (FloSimCall *call);
/* flo-sim-keep-actions.c */
gboolean flo_sim_describe_fleet_history           (FloSimCall *call);
gboolean flo_sim_describe_fleet_instances         (FloSimCall *call);
gboolean flo_sim_modify_fleet                     (FloSimCall *call);
/* flo-sim-placement-actions.c */
gboolean flo_sim_get_instance_types_from_instance_requirements (FloSimCall *call);
gboolean flo_sim_get_spot_placement_scores        (FloSimCall *call);
/* flo-sim-network-actions.c */
gboolean flo_sim_create_vpc                      (FloSimCall *call);
gboolean flo_sim_describe_vpcs                   (FloSimCall *call);
gboolean flo_sim_modify_vpc_attribute            (FloSimCall *call);
gboolean flo_sim_delete_vpc                      (FloSimCall *call);
gboolean flo_sim_create_subnet                   (FloSimCall *call);
gboolean flo_sim_describe_subnets                (FloSimCall *call);
gboolean flo_sim_modify_subnet_attribute         (FloSimCall *call);
gboolean flo_sim_delete_subnet                   (FloSimCall *call);
/* flo-sim-route-actions.c */
gboolean flo_sim_create_internet_gateway         (FloSimCall *call);
gboolean flo_sim_describe_internet_gateways      (FloSimCall *call);
gboolean flo_sim_attach_internet_gateway         (FloSimCall *call);
gboolean flo_sim_detach_internet_gateway         (FloSimCall *call);
gboolean flo_sim_delete_internet_gateway         (FloSimCall *call);
gboolean flo_sim_create_route_table              (FloSimCall *call);
gboolean flo_sim_describe_route_tables           (FloSimCall *call);
gboolean flo_sim_delete_route_table              (FloSimCall *call);
gboolean flo_sim_create_route                    (FloSimCall *call);
gboolean flo_sim_delete_route                    (FloSimCall *call);
gboolean flo_sim_associate_route_table           (FloSimCall *call);
gboolean flo_sim_disassociate_route_table        (FloSimCall *call);
/* flo-sim-group-actions.c */
gboolean flo_sim_describe_security_group_rules    (FloSimCall *call);
gboolean flo_sim_create_security_group           (FloSimCall *call);
gboolean flo_sim_describe_security_groups        (FloSimCall *call);
gboolean flo_sim_delete_security_group           (FloSimCall *call);
gboolean flo_sim_authorize_security_group_ingress (FloSimCall *call);
gboolean flo_sim_authorize_security_group_egress (FloSimCall *call);
gboolean flo_sim_revoke_security_group_ingress   (FloSimCall *call);
gboolean flo_sim_revoke_security_group_egress    (FloSimCall *call);
/* flo-sim-key-actions.c */
gboolean flo_sim_create_key_pair                 (FloSimCall *call);
gboolean flo_sim_import_key_pair                 (FloSimCall *call);
gboolean flo_sim_describe_key_pairs              (FloSimCall *call);
gboolean flo_sim_delete_key_pair                 (FloSimCall *call);
/* flo-sim-tag-actions.c */
gboolean flo_sim_create_tags                     (FloSimCall *call);
gboolean flo_sim_delete_tags                     (FloSimCall *call);
gboolean flo_sim_describe_tags                   (FloSimCall *call);
/* flo-sim-iam-actions.c */
gboolean flo_sim_iam_get_user                    (FloSimCall *call);
gboolean flo_sim_iam_list_mfa_devices            (FloSimCall *call);
gboolean flo_sim_iam_list_access_keys            (FloSimCall *call);
gboolean flo_sim_iam_get_access_key_last_used    (FloSimCall *call);
gboolean flo_sim_iam_simulate_principal_policy   (FloSimCall *call);
/* flo-sim-sqs-actions.c, flo-sim-message-actions.c */
gboolean flo_sim_sqs_change_message_visibility    (FloSimCall *call);
gboolean flo_sim_sqs_change_message_visibility_batch (FloSimCall *call);
gboolean flo_sim_sqs_create_queue                 (FloSimCall *call);
gboolean flo_sim_sqs_delete_message               (FloSimCall *call);
gboolean flo_sim_sqs_delete_message_batch         (FloSimCall *call);
gboolean flo_sim_sqs_delete_queue                 (FloSimCall *call);
gboolean flo_sim_sqs_get_queue_attributes         (FloSimCall *call);
gboolean flo_sim_sqs_get_queue_url                (FloSimCall *call);
gboolean flo_sim_sqs_list_queue_tags              (FloSimCall *call);
gboolean flo_sim_sqs_list_queues                  (FloSimCall *call);
gboolean flo_sim_sqs_purge_queue                  (FloSimCall *call);
gboolean flo_sim_sqs_receive_message              (FloSimCall *call);
gboolean flo_sim_sqs_send_message                 (FloSimCall *call);
gboolean flo_sim_sqs_send_message_batch           (FloSimCall *call);
gboolean flo_sim_sqs_set_queue_attributes         (FloSimCall *call);
gboolean flo_sim_sqs_tag_queue                    (FloSimCall *call);
gboolean flo_sim_sqs_untag_queue                  (FloSimCall *call);
/* flo-sim-events-actions.c */
gboolean flo_sim_events_delete_rule               (FloSimCall *call);
gboolean flo_sim_events_describe_rule             (FloSimCall *call);
gboolean flo_sim_events_disable_rule              (FloSimCall *call);
gboolean flo_sim_events_enable_rule               (FloSimCall *call);
gboolean flo_sim_events_list_rules                (FloSimCall *call);
gboolean flo_sim_events_list_tags_for_resource    (FloSimCall *call);
gboolean flo_sim_events_list_targets_by_rule      (FloSimCall *call);
gboolean flo_sim_events_put_rule                  (FloSimCall *call);
gboolean flo_sim_events_put_targets               (FloSimCall *call);
gboolean flo_sim_events_remove_targets            (FloSimCall *call);
gboolean flo_sim_events_tag_resource              (FloSimCall *call);
gboolean flo_sim_events_untag_resource            (FloSimCall *call);
/* flo-sim-quota-actions.c, flo-sim-kms-actions.c, flo-sim-trail-actions.c, flo-sim-image-actions.c */
gboolean flo_sim_servicequotas_get_aws_default_service_quota (FloSimCall *call);
gboolean flo_sim_servicequotas_get_service_quota (FloSimCall *call);
gboolean flo_sim_servicequotas_list_requested_service_quota_change_history_by_quota (FloSimCall *call);
gboolean flo_sim_servicequotas_list_service_quotas (FloSimCall *call);
gboolean flo_sim_servicequotas_request_service_quota_increase (FloSimCall *call);
gboolean flo_sim_kms_describe_key (FloSimCall *call);
gboolean flo_sim_kms_list_aliases (FloSimCall *call);
gboolean flo_sim_cloudtrail_lookup_events (FloSimCall *call);
gboolean flo_sim_ssm_get_parameters_by_path (FloSimCall *call);
/* flo-sim-pricing-actions.c */
gboolean flo_sim_pricing_describe_services (FloSimCall *call);
gboolean flo_sim_pricing_get_attribute_values (FloSimCall *call);
gboolean flo_sim_pricing_get_price_list_file_url (FloSimCall *call);
gboolean flo_sim_pricing_get_products (FloSimCall *call);
gboolean flo_sim_pricing_list_price_lists (FloSimCall *call);
/* flo-sim-metric-actions.c */
gboolean flo_sim_monitoring_get_metric_data      (FloSimCall *call);
gboolean flo_sim_monitoring_put_metric_data      (FloSimCall *call);
/* flo-sim-bucket-actions.c, flo-sim-object-actions.c */
gboolean flo_sim_s3_create_bucket                (FloSimCall *call);
gboolean flo_sim_s3_delete_bucket                (FloSimCall *call);
gboolean flo_sim_s3_delete_object                (FloSimCall *call);
gboolean flo_sim_s3_get_bucket_location          (FloSimCall *call);
/* Both with and without the body. */
gboolean flo_sim_s3_get_object                   (FloSimCall *call);
gboolean flo_sim_s3_head_bucket                  (FloSimCall *call);
gboolean flo_sim_s3_list_buckets                 (FloSimCall *call);
gboolean flo_sim_s3_list_objects_v2              (FloSimCall *call);
gboolean flo_sim_s3_put_object                   (FloSimCall *call);
/* flo-sim-alarm-actions.c */
gboolean flo_sim_monitoring_delete_alarms        (FloSimCall *call);
gboolean flo_sim_monitoring_describe_alarms      (FloSimCall *call);
gboolean flo_sim_monitoring_put_metric_alarm     (FloSimCall *call);
/* flo-sim-budget-actions.c */
gboolean flo_sim_budgets_create_budget           (FloSimCall *call);
gboolean flo_sim_budgets_delete_budget           (FloSimCall *call);
gboolean flo_sim_budgets_describe_budget         (FloSimCall *call);
gboolean flo_sim_budgets_describe_budgets        (FloSimCall *call);
/* flo-sim-own-image-actions.c */
gboolean flo_sim_create_image                    (FloSimCall *call);
gboolean flo_sim_deregister_image                (FloSimCall *call);
/* flo-sim-cost-tag-actions.c */
gboolean flo_sim_ce_list_cost_allocation_tags    (FloSimCall *call);
gboolean flo_sim_ce_update_cost_allocation_tags_status (FloSimCall *call);
/* flo-sim-cost-actions.c */
gboolean flo_sim_ce_get_cost_and_usage           (FloSimCall *call);
/* flo-sim-sts-actions.c */
gboolean flo_sim_sts_assume_role                 (FloSimCall *call);
gboolean flo_sim_sts_assume_role_with_web_identity (FloSimCall *call);
gboolean flo_sim_sts_decode_authorization_message (FloSimCall *call);
gboolean flo_sim_sts_get_access_key_info         (FloSimCall *call);
gboolean flo_sim_sts_get_caller_identity         (FloSimCall *call);
gboolean flo_sim_sts_get_session_token           (FloSimCall *call);

G_END_DECLS
