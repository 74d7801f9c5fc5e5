import { house } from './house.template.js';

/** The caseload report in typst. Its `data` is a CaseloadView; strings from it are set as text, never as markup. */
export const caseloadTemplate = String.raw`${house}
// Charts
#grid(columns: (1.35fr, 1fr), column-gutter: 2.2em,
  if data.weeks != none [
    #grid(columns: (1fr, auto), text(weight: "semibold")[Sessions per week], small(data.weeks.most))
    #chart(data.weeks.chart, width: 100%, alt: data.weeks.alt)
    #v(-0.35em)
    #grid(columns: (1fr, auto), label[week of #data.weeks.from], label(data.weeks.to))
  ],
  [
    #grid(columns: (1fr, auto), text(weight: "semibold")[Goal health], small(data.health.total))
    #v(0.2em)
    #chart(data.health.chart, width: 100%, alt: data.health.alt)
    #v(0.1em)
    #grid(columns: (auto, 1fr, auto, 1fr), column-gutter: 0.5em, row-gutter: 0.55em, align: horizon,
      ..data.health.parts.map(part => (
        pdf.artifact(box(width: 6pt, height: 6pt, radius: 3pt, fill: rgb(part.color))),
        small[#part.label #text(fill: ink, weight: "semibold", str(part.count))])).flatten())
  ])

== Who needs attention
#if data.attention.len() == 0 [
  #text(fill: quiet)[Nobody at the moment.]
] else {
  table(columns: (1.1fr, 2fr, auto), inset: (x: 0pt, y: 0.55em), column-gutter: 1.4em,
    table.header(label[Client], label[Why], label[Next session]),
    table.hline(stroke: hairline),
    ..data.attention.map(row => (
      text(weight: "semibold", row.name), row.why, text(fill: quiet, row.next), table.hline(stroke: hairline))).flatten())
}

== Clients
#if data.clients.len() == 0 [
  #text(fill: quiet)[No clients yet.]
]
#for client in data.clients {
  block(breakable: client.goals.len() > 8, width: 100%, above: 1.5em, below: 0pt, stroke: (top: hairline), inset: (top: 0.8em), {
    grid(columns: (1fr, auto), column-gutter: 1em, align: bottom, heading(level: 3, client.name), small(client.since))
    if client.jobTitle != "" { block(above: 0.75em, below: 0pt, text(fill: quiet, client.jobTitle)) }
    block(above: 0.7em, below: 0.9em, client.facts)
    if client.goals.len() == 0 {
      small[No active goals.]
    } else {
      table(columns: (1fr, 1.5cm, 0.9cm, 2.2cm, 1.9cm, 1.8cm), inset: (x: 0pt, y: 0.38em), column-gutter: 0.9em,
        align: (column, _) => if column == 2 { right } else { left },
        table.header(label[Goal], table.cell(colspan: 2, align: left, label[Progress]),
          label[Health], label[Target], label[Last progress]),
        ..client.goals.map(goal => (
          goal.title,
          pdf.artifact(block(inset: (y: 1.6pt), chart(goal.bar, width: 100%))),
          small(goal.percent), small(goal.health), small(goal.target), small(goal.lastProgress))).flatten())
    }
  })
}
`;
