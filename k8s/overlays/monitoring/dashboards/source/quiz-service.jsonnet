local common = import 'common.libsonnet';
local grafana = import 'grafana.libsonnet';
local graph = grafana.graph;
local program = 'quiz-service';
local us = common.of(program);

common.service('trainyard-quiz', program, 'Quizzes, leaderboards, rewards and messages', [
  {
    title: 'Play',
    panels: [
      graph('Answers', 'By what became of them', 'ops', [
        [common.perSecond('outcome', 'trainyard_quiz_answers_total', us), '{{outcome}}'],
      ]),
      graph('Saving answers', 'On average, with the wait for a connection', 's', [
        [common.mean('job', 'trainyard_quiz_answer_saves_seconds', us), 'mean'],
      ]) + grafana.limit(0.5),
      graph('Followers of leaderboards', 'By replica, and those dropped since they read too slowly', 'short', [
        ['trainyard_quiz_leaderboard_followers' + us, '{{pod}}'],
        [common.grown('pod', 'trainyard_quiz_leaderboard_followers_dropped_total', us), 'dropped by {{pod}}'],
      ]),
      graph('Failures', 'Of closing and settling', 'short', [
        [common.grown('reason', 'trainyard_quiz_closing_failures_total', us), 'closing: {{reason}}'],
        [common.grown('reason', 'trainyard_quiz_settlement_failures_total', us), 'settling: {{reason}}'],
      ]),
    ],
  },
  {
    title: 'Message queue',
    panels: [
      graph('Waiting', 'Not settled yet, and put aside', 'short', [
        ['max(trainyard_quiz_messages_waiting%s)' % us, 'waiting'],
        ['max(trainyard_quiz_messages_dead%s)' % us, 'dead'],
      ]),
      graph('Oldest', 'How long it has waited', 's', [
        ['max(trainyard_quiz_messages_oldest_age_seconds%s)' % us, 'oldest'],
      ]) + grafana.limit(300),
      graph('Settled', 'By what became of them', 'ops', [
        [common.perSecond('outcome', 'trainyard_quiz_messages_total', us), '{{outcome}}'],
      ]),
      graph('Workers', 'That can send at once, by replica', 'short', [
        ['trainyard_quiz_messages_workers' + us, '{{pod}}'],
      ]),
      graph('Held back', 'By limits of chats and channels', 'ops', [
        [common.perSecond('job', 'trainyard_quiz_messages_rate_limited_total', us), 'held back'],
      ]),
      graph('Sent again', 'Since their replica fell silent', 'short', [
        [common.grown('job', 'trainyard_quiz_messages_lost_total', us), 'sent again'],
      ]),
    ],
  },
  common.caches(program),
  common.jobs(program),
])
