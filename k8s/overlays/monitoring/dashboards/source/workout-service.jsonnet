local common = import 'common.libsonnet';
local grafana = import 'grafana.libsonnet';
local graph = grafana.graph;
local program = 'workout-service';
local us = common.of(program);

common.service('trainyard-workout', program, 'Workouts, records, imports and trends', [
  {
    title: 'Aggregation',
    panels: [
      graph('Age of the queue', 'How long the oldest finished workout has waited', 's', [
        ['max(trainyard_workout_aggregate_queue_age_seconds%s)' % us, 'oldest'],
      ]) + grafana.limit(60),
      graph('Queue', 'Changes that wait', 'short', [['max(trainyard_workout_aggregate_queue_changes%s)' % us, 'changes']]),
      graph('Failures', 'Aggregations that failed, and users whose kept figures were wrong', 'short', [
        [common.grown('job', 'trainyard_workout_aggregate_failures_total', us), 'failed'],
        [common.grown('job', 'trainyard_workout_aggregate_diverging_total', us), 'diverging'],
      ]),
      graph('Age of the trends', 'How long ago the view was last known to show everything', 's', [
        ['min(trainyard_workout_trend_age_seconds%s)' % us, 'age'],
      ]) + grafana.limit(600),
      graph('Checked figures', 'Users whose kept figures were compared with their sets', 'short', [
        [common.grown('job', 'trainyard_workout_aggregate_checked_total', us), 'checked'],
      ]),
      graph('Webhooks', 'By what became of them', 'ops', [
        [common.perSecond('outcome', 'trainyard_workout_webhooks_total', us), '{{outcome}}'],
      ]),
    ],
  },
  common.caches(program, [
    graph('Hits of names', 'Of all look-ups since the start, by replica', 'percentunit', [
      ['trainyard_workout_resolution_hit_ratio' + us, '{{pod}}'],
    ]),
  ]),
])
