// The little of Grafana's dashboard format that ours are made of. Who writes a dashboard names rows of panels; ids and
// positions follow from their order.
{
  local width = 24,
  local height = 8,

  // A line per target, each [expression, legend].
  graph(title, description, unit, targets):: {
    type: 'timeseries',
    title: title,
    description: description,
    datasource: { type: 'prometheus', uid: '${datasource}' },
    targets: [
      {
        refId: std.char(65 + i),
        datasource: { type: 'prometheus', uid: '${datasource}' },
        editorMode: 'code',
        expr: targets[i][0],
        legendFormat: targets[i][1],
        range: true,
      }
      for i in std.range(0, std.length(targets) - 1)
    ],
    fieldConfig: {
      defaults: {
        unit: unit,
        min: 0,
        color: { mode: 'palette-classic' },
        custom: { drawStyle: 'line', lineWidth: 1, fillOpacity: 10, showPoints: 'never', spanNulls: true },
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  // Where it becomes red: the threshold of an alert.
  limit(value):: {
    fieldConfig+: {
      defaults+: {
        thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }, { color: 'red', value: value }] },
        custom+: { thresholdsStyle: { mode: 'line' } },
      },
    },
  },

  // Figures of this moment beside one another, green from 1 on and red below.
  states(title, description, targets):: self.graph(title, description, 'none', targets) + {
    type: 'stat',
    fieldConfig: {
      defaults: {
        unit: 'none',
        thresholds: { mode: 'absolute', steps: [{ color: 'red', value: null }, { color: 'green', value: 1 }] },
      },
      overrides: [],
    },
    options: {
      colorMode: 'background',
      graphMode: 'none',
      textMode: 'value_and_name',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  },

  // A row is {title, panels}. Panels share the width, four to a line at most.
  local placed(rows) = std.foldl(
    function(so_far, row)
      local count = std.length(row.panels);
      local perLine = if count <= 4 then count else if count % 3 == 0 || count > 4 then 3 else 4;
      local w = width / perLine;
      so_far {
        id+: count + 1,
        y+: 1 + height * std.ceil(count / perLine),
        panels+: [{
          type: 'row',
          id: so_far.id,
          title: row.title,
          collapsed: false,
          gridPos: { x: 0, y: so_far.y, w: width, h: 1 },
          panels: [],
        }] + [
          row.panels[i] {
            id: so_far.id + 1 + i,
            gridPos: { x: (i % perLine) * w, y: so_far.y + 1 + height * std.floor(i / perLine), w: w, h: height },
          }
          for i in std.range(0, count - 1)
        ],
      },
    rows,
    { id: 1, y: 0, panels: [] },
  ).panels,

  dashboard(uid, title, description, rows):: {
    uid: uid,
    title: title,
    description: description,
    tags: ['trainyard'],
    // Of Grafana 11.0; newer ones bring it up to theirs.
    schemaVersion: 39,
    version: 1,
    editable: false,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links: [
      {
        type: 'dashboards',
        title: 'Trainyard',
        tags: ['trainyard'],
        asDropdown: true,
        includeVars: true,
        keepTime: true,
        targetBlank: false,
      },
    ],
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', refresh: 1, hide: 0 },
        {
          name: 'namespace',
          label: 'Namespace',
          type: 'query',
          datasource: { type: 'prometheus', uid: '${datasource}' },
          definition: 'label_values(trainyard_requests_in_flight, namespace)',
          query: { query: 'label_values(trainyard_requests_in_flight, namespace)', refId: 'namespace' },
          refresh: 2,
          sort: 1,
          hide: 0,
        },
      ],
    },
    panels: placed(rows),
  },
}
