local common = import 'common.libsonnet';
local grafana = import 'grafana.libsonnet';
local graph = grafana.graph;
local program = 'deployment-service';
local us = common.of(program);

common.service('trainyard-deployment', program, 'Workflows, their deployments and their runs', [
  {
    title: 'Runs',
    panels: [
      graph('Ended', 'By how', 'ops', [
        [common.perSecond('status', 'trainyard_deployment_runs_seconds_count', us), '{{status}}'],
      ]),
      graph('Duration', 'From acceptance to end, on average', 's', [
        [common.mean('status', 'trainyard_deployment_runs_seconds', us), '{{status}}'],
      ]),
      graph('Queue', 'How long the run has been due that nobody has seen to for the longest time', 's', [
        ['min(trainyard_deployment_runs_lag_seconds%s)' % us, 'lag'],
      ]) + grafana.limit(30),
      graph('In work', 'By replica', 'short', [
        ['trainyard_deployment_runs_in_work' + us, '{{pod}}'],
        ['trainyard_deployment_runs_unsaved' + us, 'unsaved of {{pod}}'],
      ]),
      graph('Taken over', 'From replicas that fell silent, and let go of', 'short', [
        [common.grown('job', 'trainyard_deployment_runs_takeovers_total', us), 'taken over'],
        [common.grown('job', 'trainyard_deployment_runs_lost_total', us), 'let go of'],
      ]),
      graph('Calls to the outside', 'By what became of them', 'ops', [
        [common.perSecond('outcome', 'trainyard_deployment_calls_seconds_count', us), '{{outcome}}'],
      ]),
    ],
  },
  {
    title: 'Invocations and logs',
    panels: [
      graph('Callers that wait', 'By replica', 'short', [['trainyard_deployment_invocation_waiting' + us, '{{pod}}']]),
      graph('Refused', 'By why', 'short', [
        [common.grown('reason', 'trainyard_deployment_invocation_refusals_total', us), '{{reason}}'],
      ]),
      graph('Pruning of logs', 'How long what is above the limit has waited', 's', [
        ['max(trainyard_deployment_log_prune_lag_seconds%s)' % us, 'lag'],
      ]) + grafana.limit(300),
      graph('Followers of logs', 'By replica', 'short', [['trainyard_deployment_log_tails' + us, '{{pod}}']]),
    ],
  },
  common.caches(program, [
    graph('Schema cache', 'Look-ups by what they found', 'ops', [
      [common.perSecond('job', 'trainyard_deployment_schema_cache_hits_total', us), 'hits'],
      [common.perSecond('job', 'trainyard_deployment_schema_cache_misses_total', us), 'misses'],
    ]),
  ]),
  common.jobs(program),
])
