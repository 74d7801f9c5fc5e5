/** The caseload report in typst. Its `data` is a CaseloadView; strings from it are set as text, never as markup. */
export const caseloadTemplate = String.raw`
#let data = json(bytes(sys.inputs.data))
#let brand = rgb(data.color)
#let ink = rgb("#1c2229")
#let quiet = rgb("#5b636e")
#let hairline = 0.5pt + rgb("#d5d9de")
#let warn = rgb("#8c2f39")
#let scripts = ("Noto Sans Arabic", "Assistant", "Noto Emoji")
#let serif(size, weight: "regular", fill: ink, body) = text(
  font: ("Source Serif 4", "Source Sans 3", ..scripts), size: size, weight: weight, fill: fill, body)
#let small(body) = text(size: 8pt, fill: quiet, body)
#let label(body) = text(size: 7.5pt, fill: quiet, tracking: 0.04em, body)
#let chart(source, ..arguments) = image(bytes(source), format: "svg", ..arguments)

#set document(
  title: data.title, author: data.organization,
  date: datetime(year: data.date.year, month: data.date.month, day: data.date.day))
#set page(
  paper: data.paper, margin: (x: 2.1cm, top: 2cm, bottom: 2.1cm),
  footer: context {
    set text(size: 7.5pt, fill: quiet)
    grid(columns: (1fr, auto), column-gutter: 1em,
      [#data.organization · #data.title],
      [Page #counter(page).display() of #counter(page).final().first()])
  })
#set text(
  font: ("Source Sans 3", ..scripts), fallback: false, lang: "en", size: 9.5pt, fill: ink,
  number-type: "lining", number-width: "tabular")
#set par(leading: 0.55em, spacing: 0.7em)
#set table(stroke: none)
#show heading.where(level: 1): it => serif(25pt, it.body)
#show heading.where(level: 2): it => block(above: 2em, below: 0.9em, sticky: true, serif(14pt, fill: brand, it.body))
#show heading.where(level: 3): it => serif(11.5pt, weight: "semibold", it.body)

// Cover
#pdf.artifact(block(width: 2.6cm, height: 3pt, fill: brand, below: 1.1em))
#block(below: 1.15em, text(size: 9.5pt, weight: "semibold", fill: brand, tracking: 0.03em, data.organization))
#block(below: 1.15em, heading(level: 1, data.title))
#block(below: 2.4em, text(fill: quiet)[As of #data.asOf])

// Key figures
#block(below: 2.2em, width: 100%, stroke: (top: hairline, bottom: hairline), inset: (y: 0.95em),
  grid(columns: (1fr,) * data.figures.len(),
    ..data.figures.enumerate().map(((index, figure)) => block(
      width: 100%, inset: (left: if index == 0 { 0pt } else { 0.9em }),
      stroke: if index == 0 { none } else { (left: hairline) },
      stack(spacing: 0.65em, serif(21pt, fill: if figure.warn { warn } else { ink }, figure.value), small(figure.label))))))

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
