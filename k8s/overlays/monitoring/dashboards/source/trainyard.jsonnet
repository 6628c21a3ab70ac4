local common = import 'common.libsonnet';
local grafana = import 'grafana.libsonnet';
local graph = grafana.graph;
local here = common.here;
local programs = 'job=~"(workout|training|deployment|quiz)-service|gateway"';

grafana.dashboard('trainyard', 'Trainyard', 'The whole at a glance', [
  {
    title: 'Does it work?',
    panels: [
      grafana.states('Replicas', 'That answer Prometheus, by program', [
        ['sum by (job) (up%s)' % here(programs), '{{job}}'],
      ]),
      graph('Requests', 'At the gateway, by service', 'reqps', [
        ['service:trainyard_gateway_requests:rate5m' + here(), '{{service}}'],
      ]),
      graph('Failures', 'The share of requests that end in 5xx or are broken off', 'percentunit', [
        ['service:trainyard_gateway_errors:ratio_rate5m' + here(), '{{service}}'],
      ]) + grafana.limit(0.01),
      graph('Latency', 'At the gateway, of the slowest service', 's', [
        ['max(service:trainyard_gateway_request_seconds:p%d_rate5m%s)' % [p, here()], 'p%d' % p]
        for p in [50, 95, 99]
      ]) + grafana.limit(0.5),
    ],
  },
  {
    title: 'Database and storage',
    panels: [
      graph('Pool use', 'Of the replica that uses most of its connections', 'percentunit', [
        ['max by (job) (trainyard:pool_use:ratio%s)' % here(), '{{job}}'],
      ]) + grafana.limit(0.4),
      graph('Longest statement', 'As seen once a second', 's', [
        ['max by (job) (max_over_time(trainyard_database_longest_statement_seconds%s[$__rate_interval]))' % here(), '{{job}}'],
      ]) + grafana.limit(0.5),
      graph('Connections', 'To PostgreSQL, of everybody, and the most that it takes', 'short', [
        ['max(trainyard_database_connections%s)' % here(), 'connections'],
        ['max(trainyard_database_connections_max%s)' % here(), 'most'],
      ]),
      graph('Size of the database', 'With all schemas', 'bytes', [
        ['max(trainyard_database_size_bytes%s)' % here(), 'size'],
      ]),
      graph('Volumes', 'How full they are', 'percentunit', [
        ['kubelet_volume_stats_used_bytes%s / kubelet_volume_stats_capacity_bytes%s' % [here(), here()], '{{persistentvolumeclaim}}'],
      ]) + grafana.limit(0.8),
      graph('Checkpoints', 'Requested ones come since much is written: max_wal_size is small', 'short', [
        ['max by (reason) (increase(trainyard_database_checkpoints_total%s[15m]))' % here(), '{{reason}} in 15 minutes'],
      ]),
      graph('Time of checkpoints', 'Share of the time that PostgreSQL writes or syncs them', 'percentunit', [
        ['max by (phase) (rate(trainyard_database_checkpoint_time_seconds_total%s[15m]))' % here(), '{{phase}}'],
      ]),
    ],
  },
  {
    title: 'In the background',
    panels: [
      graph('Queues', 'What waits: messages of the quiz-service, changes of the workout-service', 'short', [
        ['job:trainyard_queue_waiting:max' + here(), '{{job}}'],
      ]),
      graph('Overdue', 'Runs of workflows, messages, aggregation, and the latest job of each service', 's', [
        ['min(trainyard_deployment_runs_lag_seconds%s)' % here(), 'runs'],
        ['max(trainyard_quiz_messages_oldest_age_seconds%s)' % here(), 'messages'],
        ['max(trainyard_workout_aggregate_queue_age_seconds%s)' % here(), 'aggregation'],
        ['max by (job) (trainyard_job_lag_seconds%s)' % here(), 'jobs of {{job}}'],
      ]),
      graph('Failures', 'Of aggregation, load, jobs, closing and settling', 'short', [
        [common.grown('job', 'trainyard_workout_aggregate_failures_total', here()), 'aggregation'],
        [common.grown('job', 'trainyard_training_load_failures_total', here()), 'load'],
        [common.grown('job', 'trainyard_job_failures_total', here()), 'jobs of {{job}}'],
        [common.grown('job', 'trainyard_quiz_closing_failures_total', here()), 'closing'],
        [common.grown('job', 'trainyard_quiz_settlement_failures_total', here()), 'settling'],
      ]),
      graph('Cache misses', 'The share of look-ups that find nothing', 'percentunit', [
        ['job_cache:cache_misses:ratio_rate30m' + here(), '{{job}} {{cache}}'],
      ]) + grafana.limit(0.3),
      graph('Rollouts that turned themselves off', '1 where it did', 'short', [
        ['max by (job, rollout) (trainyard_rollout_turned_off%s)' % here(), '{{job}} {{rollout}}'],
      ]),
      graph('Restarts', 'Of containers', 'short', [
        ['sum by (pod) (increase(kube_pod_container_status_restarts_total%s[$__rate_interval]))' % here(), '{{pod}}'],
      ]),
    ],
  },
])
