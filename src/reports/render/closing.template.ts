import { house } from './house.template.js';

/** The closing report in typst. Its `data` is a ClosingView; strings from it are set as text, never as markup. */
export const closingTemplate = String.raw`${house}
#let none-yet(words) = text(fill: quiet, words)
#let more(words) = if words != "" { block(above: 0.7em, small(words)) }
#let dated(rows, header) = table(columns: (2.6cm, 1fr), inset: (x: 0pt, y: 0.45em), column-gutter: 1.2em,
  table.header(label[When], label(header)),
  table.hline(stroke: hairline),
  ..rows.map(row => (
    text(fill: quiet, row.on),
    { row.what; if row.note != "" { linebreak(); small(row.note) } },
    table.hline(stroke: hairline))).flatten())

#block(below: 0.7em, data.period)
#block(below: 0pt, data.sessions)

== Check-ins
#if data.checkIns.rows.len() == 0 {
  none-yet[No check-in was taken about this time.]
} else {
  table(columns: (2.6cm, 2.6cm, 1.4cm, 1fr, 2.4cm), inset: (x: 0pt, y: 0.45em), column-gutter: 0.9em,
    align: (column, _) => if column == 2 { right } else { left },
    table.header(label[Check-in], label[When], table.cell(colspan: 2, align: left, label[Index, 0 to 100: more is more stuck]), label[Band]),
    table.hline(stroke: hairline),
    ..data.checkIns.rows.map(row => (
      text(weight: "semibold", row.name), text(fill: quiet, row.on), row.index,
      pdf.artifact(block(inset: (y: 1.6pt), chart(row.bar, width: 100%))), row.band,
      table.hline(stroke: hairline))).flatten())
  more(data.checkIns.change)
}

== Goals
#if data.goals.len() == 0 {
  none-yet[No goal was worked on in this time.]
} else {
  table(columns: (1fr, 1.5cm, 1.5cm, 1.5cm, 1.3cm, 0.9cm, 2.6cm), inset: (x: 0pt, y: 0.45em), column-gutter: 0.8em,
    align: (column, _) => if column == 5 { right } else { left },
    table.header(label[Goal], label[Start], label[Target], label[Latest],
      table.cell(colspan: 2, align: left, label[Progress]), label[State]),
    table.hline(stroke: hairline),
    ..data.goals.map(goal => (
      { goal.title; if goal.unit != "" { linebreak(); small(goal.unit) } },
      small(goal.start), small(goal.target), small(goal.latest),
      pdf.artifact(block(inset: (y: 1.6pt), if goal.bar != "" { chart(goal.bar, width: 100%) })),
      small(goal.percent),
      { goal.state; linebreak(); small(goal.when) },
      table.hline(stroke: hairline))).flatten())
}

#for part in data.parts {
  heading(level: 2, part.title)
  if part.rows.len() == 0 { none-yet(part.none) } else { dated(part.rows, part.header) }
  more(part.more)
}
`;
