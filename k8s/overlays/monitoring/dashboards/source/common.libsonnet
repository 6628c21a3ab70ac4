// Rows that several dashboards share. A program is what the label "job" says: workout-service, gateway and so on.
local grafana = import 'grafana.libsonnet';
local graph = grafana.graph;

{
  // A selector of the chosen namespace, with more matchers.
  here(matchers=''):: '{namespace="$namespace"' + (if matchers == '' then '' else ', ' + matchers) + '}',

  of(program, matchers=''):: self.here('job="%s"' % program + (if matchers == '' then '' else ', ' + matchers)),

  perSecond(by, metric, selector):: 'sum by (%s) (rate(%s%s[$__rate_interval]))' % [by, metric, selector],

  // How much a counter has grown, by what, in what the panel calls a moment.
  grown(by, metric, selector):: 'sum by (%s) (increase(%s%s[$__rate_interval]))' % [by, metric, selector],

  mean(by, timer, selector)::
    '%s / %s' % [self.perSecond(by, timer + '_sum', selector), self.perSecond(by, timer + '_count', selector)],

  requests(program):: {
    title: 'Requests',
    panels: [
      graph('Requests', 'By what became of them; streams are not among them', 'reqps', [
        [$.perSecond('outcome', 'trainyard_request_seconds_count', $.of(program)), '{{outcome}}'],
      ]),
      graph('Latency', 'As the service sees it, over all replicas', 's', [
        ['job:trainyard_request_seconds:p%d_rate5m%s' % [p, $.of(program)], 'p%d' % p]
        for p in [50, 95, 99]
      ]) + grafana.limit(0.5),
      graph('Failures', 'The share of requests that end in 5xx or are broken off', 'percentunit', [
        ['sum(rate(trainyard_request_seconds_count%s[$__rate_interval])) / sum(rate(trainyard_request_seconds_count%s[$__rate_interval]))'
         % [$.of(program, 'outcome=~"5xx|cut"'), $.of(program)], 'failures'],
      ]) + grafana.limit(0.01),
      graph('In work', 'Requests in work by replica, and those refused since too many were', 'short', [
        ['trainyard_requests_in_flight' + $.of(program), '{{pod}}'],
        [$.grown('pod', 'trainyard_requests_shed_total', $.of(program)), 'refused by {{pod}}'],
      ]),
    ],
  },

  database(program):: {
    title: 'Database',
    panels: [
      graph('Pool use', 'The share of its connections that a replica uses', 'percentunit', [
        ['trainyard:pool_use:ratio' + $.of(program), '{{pod}}'],
      ]) + grafana.limit(0.4),
      graph('Waiting for a connection', 'Requests that wait now', 'short', [
        ['agroal_awaiting_count' + $.of(program, 'datasource="default"'), '{{pod}}'],
      ]),
      graph('Wait for a connection', 'On average, of those that were lent', 'ms', [
        ['rate(agroal_blocking_time_total_milliseconds%s[$__rate_interval]) / rate(agroal_acquire_count_total%s[$__rate_interval])'
         % [$.of(program, 'datasource="default"'), $.of(program, 'datasource="default"')], '{{pod}}'],
      ]),
      graph('Longest statement', 'Of the service, of all replicas, as seen once a second', 's', [
        ['max(max_over_time(trainyard_database_longest_statement_seconds%s[$__rate_interval]))' % $.of(program), 'longest'],
      ]) + grafana.limit(0.5),
      graph('Slow statements', 'Seen to run for over 500 ms', 'short', [
        ['max(increase(trainyard_database_slow_statements_total%s[$__rate_interval]))' % $.of(program), 'slow'],
      ]),
      graph('Connections', 'In use, idle in the pool, and the most that there may be', 'short', [
        ['sum(agroal_active_count%s)' % $.of(program, 'datasource="default"'), 'in use'],
        ['sum(agroal_available_count%s)' % $.of(program, 'datasource="default"'), 'idle'],
        ['sum(trainyard_database_pool_max%s)' % $.of(program), 'most'],
      ]),
    ],
  },

  caches(program, more=[]):: {
    title: 'Caches',
    panels: [
      graph('Misses', 'The share of look-ups that find nothing', 'percentunit', [
        ['job_cache:cache_misses:ratio_rate30m' + $.of(program), '{{cache}}'],
      ]) + grafana.limit(0.3),
      graph('Entries', 'By replica', 'short', [['cache_size' + $.of(program), '{{cache}} of {{pod}}']]),
      graph('Evictions', 'Entries that were dropped to make room, or as too old', 'ops', [
        [$.perSecond('cache', 'cache_evictions_total', $.of(program)), '{{cache}}'],
      ]),
    ] + more,
  },

  rollouts(program):: {
    title: 'Rollouts',
    panels: [
      graph('Share of fast', 'Of the users; 0 when it was turned off, or turned itself off', 'percent', [
        ['min by (rollout) (trainyard_rollout_percent%s)' % $.of(program), '{{rollout}}'],
      ]),
      graph('Duration', 'On average, by variant', 's', [
        [$.mean('rollout, variant', 'trainyard_rollout_calls_seconds', $.of(program)), '{{rollout}} {{variant}}'],
      ]),
      graph('Trouble', 'Answers that differed, and failures of a variant', 'short', [
        [$.grown('rollout', 'trainyard_rollout_mismatches_total', $.of(program)), '{{rollout}} differs'],
        [$.grown('rollout, variant', 'trainyard_rollout_errors_total', $.of(program)), '{{rollout}} {{variant}} fails'],
      ]),
    ],
  },

  // Prometheus calls the label of ours exported_job, since "job" is the program.
  jobs(program):: {
    title: 'Background jobs',
    panels: [
      graph('Overdue', 'For how long the next run has been due', 's', [
        ['max by (exported_job) (trainyard_job_lag_seconds%s)' % $.of(program), '{{exported_job}}'],
      ]) + grafana.limit(300),
      graph('Duration', 'On average', 's', [
        [$.mean('exported_job', 'trainyard_job_duration_seconds', $.of(program)), '{{exported_job}}'],
      ]),
      graph('Rows', 'That they handled', 'ops', [
        [$.perSecond('exported_job', 'trainyard_job_rows_total', $.of(program)), '{{exported_job}}'],
      ]),
      graph('Failures', 'By why', 'short', [
        [$.grown('exported_job, reason', 'trainyard_job_failures_total', $.of(program)), '{{exported_job}}: {{reason}}'],
      ]),
    ],
  },

  tokens(program):: [
    graph('Tokens', 'That came with requests', 'reqps', [
      [$.perSecond('outcome', 'trainyard_identity_tokens_total', $.of(program)), '{{outcome}}'],
    ]),
    graph('Keys of the issuer', 'Whether they could be had when they were last asked for', 'bool', [
      ['min(trainyard_identity_keys_current%s)' % $.of(program), 'current'],
    ]),
  ],

  process(program):: {
    title: 'Process',
    panels: [
      graph('CPU', 'Cores in use by pod', 'short', [
        ['sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="$namespace", pod=~"%s-.*", container!=""}[$__rate_interval]))'
         % program, '{{pod}}'],
      ]),
      graph('Memory', 'Working set by pod, which is what its limit is about', 'bytes', [
        ['sum by (pod) (container_memory_working_set_bytes{namespace="$namespace", pod=~"%s-.*", container!=""})' % program, '{{pod}}'],
      ]),
      graph('Heap', 'In use by pod', 'bytes', [
        ['sum by (pod) (jvm_memory_used_bytes%s)' % $.of(program, 'area="heap"'), '{{pod}}'],
      ]),
      graph('Restarts', 'Of containers', 'short', [
        ['sum by (pod) (increase(kube_pod_container_status_restarts_total{namespace="$namespace", pod=~"%s-.*"}[$__rate_interval]))'
         % program, '{{pod}}'],
      ]),
    ],
  },

  service(uid, program, description, rows)::
    grafana.dashboard(
      uid,
      'Trainyard / ' + program,
      description,
      [$.requests(program)] + rows + [
        $.database(program),
        $.rollouts(program),
        { title: 'Identity', panels: $.tokens(program) },
        $.process(program),
      ],
    ),
}
