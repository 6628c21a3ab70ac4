local common = import 'common.libsonnet';
local grafana = import 'grafana.libsonnet';
local graph = grafana.graph;
local program = 'gateway';
local us = common.of(program);

grafana.dashboard('trainyard-gateway', 'Trainyard / gateway', 'What clients get, by the service that they asked', [
  {
    title: 'Requests',
    panels: [
      graph('Requests', 'That were forwarded, by service', 'reqps', [
        ['service:trainyard_gateway_requests:rate5m' + common.here(), '{{service}}'],
      ]),
      graph('Latency p50', 'By service, from the head of the request to the last byte of the answer', 's', [
        ['service:trainyard_gateway_request_seconds:p50_rate5m' + common.here(), '{{service}}'],
      ]),
      graph('Latency p95', 'By service', 's', [
        ['service:trainyard_gateway_request_seconds:p95_rate5m' + common.here(), '{{service}}'],
      ]) + grafana.limit(0.5),
      graph('Latency p99', 'By service', 's', [
        ['service:trainyard_gateway_request_seconds:p99_rate5m' + common.here(), '{{service}}'],
      ]),
      graph('Failures', 'The share of requests that end in 5xx or are broken off', 'percentunit', [
        ['service:trainyard_gateway_errors:ratio_rate5m' + common.here(), '{{service}}'],
      ]) + grafana.limit(0.01),
      graph('Busiest routes', 'The ten with the most requests', 'reqps', [
        ['topk(10, %s)' % common.perSecond('route', 'trainyard_gateway_request_seconds_count', us), '{{route}}'],
      ]),
      graph('Slowest routes', 'The ten with the highest mean', 's', [
        ['topk(10, %s)' % common.mean('route', 'trainyard_gateway_request_seconds', us), '{{route}}'],
      ]),
      graph('Outcomes', 'Abandoned by clients, cut by services, or a class of statuses', 'reqps', [
        [common.perSecond('outcome', 'trainyard_gateway_request_seconds_count', us), '{{outcome}}'],
      ]),
      graph('Problems', 'That the gateway itself answered with', 'reqps', [
        [common.perSecond('code', 'trainyard_gateway_problems_total', us), '{{code}}'],
      ]),
    ],
  },
  {
    title: 'Services behind it',
    panels: [
      graph('With services', 'Requests by service', 'short', [
        ['sum by (service) (trainyard_gateway_requests_in_flight%s)' % us, '{{service}}'],
      ]),
      graph('Streams', 'By service', 'short', [
        ['sum by (service) (trainyard_gateway_streams_open%s)' % us, '{{service}}'],
      ]) + grafana.limit(4000),
      graph('Breakers', '0 all requests pass, 1 one finds out, 2 none', 'short', [
        ['max by (service, address) (trainyard_gateway_breaker_state%s)' % us, '{{service}} {{address}}'],
      ]),
      graph('Sent once more', 'After a connection that could not be had or broke', 'ops', [
        [common.perSecond('service', 'trainyard_gateway_retries_total', us), '{{service}}'],
      ]),
    ],
  },
  {
    title: 'Who may',
    panels: [
      graph('Limited', 'By whose limit', 'ops', [
        [common.perSecond('by', 'trainyard_gateway_limited_total', us), '{{by}}'],
      ]),
      graph('Shed', 'Since too many were in work', 'ops', [
        [common.perSecond('pod', 'trainyard_requests_shed_total', us), '{{pod}}'],
      ]),
    ] + common.tokens(program),
  },
  common.process(program),
])
