local common = import 'common.libsonnet';
local grafana = import 'grafana.libsonnet';
local graph = grafana.graph;
local program = 'training-service';
local us = common.of(program);

common.service('trainyard-training', program, 'Activities, load, and the tokens of providers', [
  {
    title: 'Load',
    panels: [
      graph('Age of the changes', 'How long the oldest change has waited to be followed', 's', [
        ['max(trainyard_training_load_change_age_seconds%s)' % us, 'oldest'],
      ]) + grafana.limit(60),
      graph('Failures', 'Of the background', 'short', [[common.grown('job', 'trainyard_training_load_failures_total', us), 'failures']]),
      graph('Computing anew', 'On average, by cause', 's', [
        [common.mean('cause', 'trainyard_training_load_recompute_seconds', us), '{{cause}}'],
      ]),
      graph('Days', 'Of load that were written', 'ops', [
        [common.perSecond('job', 'trainyard_training_load_days_total', us), 'days'],
      ]),
    ],
  },
  {
    title: 'Tokens of providers',
    panels: [
      graph('Refreshes', 'By what became of them', 'ops', [
        [common.perSecond('provider, outcome', 'trainyard_training_oauth_refreshes_total', us), '{{provider}} {{outcome}}'],
      ]),
      graph('Overdue', 'How long the token that ends first has waited to be refreshed', 's', [
        ['max by (provider) (trainyard_training_oauth_overdue_seconds%s)' % us, '{{provider}}'],
      ]) + grafana.limit(1500),
      graph('Budget', 'Calls of the provider that are left in its window', 'short', [
        ['min by (provider, window) (trainyard_training_oauth_budget_left%s)' % us, '{{provider}} {{window}}'],
      ]),
      graph('Vault', 'Operations by what became of them', 'ops', [
        [common.perSecond('operation, outcome', 'trainyard_training_vault_operations_total', us), '{{operation}} {{outcome}}'],
      ]),
      graph('In danger', 'Tokens that are in memory alone, under an unknown key, or that only their users can renew', 'short', [
        ['sum(trainyard_training_oauth_unsaved%s)' % us, 'in memory alone'],
        ['max(trainyard_training_vault_unknown_key%s)' % us, 'under an unknown key'],
        ['max by (provider) (trainyard_training_oauth_awaiting_reauthorization%s)' % us, 'only users of {{provider}} can renew'],
      ]),
      graph('Webhooks', 'That came, by what became of them, and their events', 'ops', [
        [common.perSecond('provider, outcome', 'trainyard_training_webhooks_total', us), '{{provider}} {{outcome}}'],
        [common.perSecond('outcome', 'trainyard_training_webhook_events_total', us), 'event {{outcome}}'],
      ]),
    ],
  },
  common.jobs(program),
])
