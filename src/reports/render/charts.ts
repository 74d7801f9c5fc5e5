import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import type { SnapshotGoalHealth } from '../caseload.snapshot.js';

/** Charts as SVG without text: the typesetter sets every label, so charts stay searchable and in reading order. */

/** Worst first. Each stays apart from its neighbours in greyscale and for colour-blind readers. */
export const healthColors: Record<SnapshotGoalHealth, string> = {
  OVERDUE: '#8c2f39',
  OFF_TRACK: '#c8553d',
  AT_RISK: '#e0a030',
  STALE: '#8a8f98',
  UNKNOWN: '#cfd3d8',
  ON_TRACK: '#3f7d5d',
};

const track = '#e9ebee';

export function columnChart(values: readonly number[], color: string): string {
  const width = 480;
  const height = 120;
  const x = scaleBand<number>()
    .domain(values.map((_, index) => index))
    .range([0, width])
    .paddingInner(0.35)
    .paddingOuter(0.175);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...values)])
    .range([height - 1, 6]);
  const columns = values.map((value, index) => {
    const left = x(index) ?? 0;
    const top = y(value);
    const bar = x.bandwidth();
    if (value <= 0)
      return `<rect x="${px(left)}" y="${height - 3}" width="${px(bar)}" height="2" fill="${track}"/>`;
    const radius = Math.min(4, height - 1 - top);
    return `<path d="M${px(left)} ${height - 1}V${px(top + radius)}q0 ${px(-radius)} ${px(radius)} ${px(-radius)}h${px(bar - 2 * radius)}q${px(radius)} 0 ${px(radius)} ${px(radius)}V${height - 1}Z" fill="${color}"/>`;
  });
  return svg(width, height, [
    ...columns,
    `<rect y="${height - 1}" width="${width}" height="1" fill="#b9bec5"/>`,
  ]);
}

export function progressBar(percent: number, color: string): string {
  const width = 160;
  const x = scaleLinear().domain([0, 100]).range([0, width]).clamp(true);
  const done = x(percent);
  const bar = (length: number, fill: string) =>
    `<rect width="${px(length)}" height="8" rx="4" fill="${fill}"/>`;
  return svg(width, 8, [bar(width, track), ...(done > 0 ? [bar(Math.max(8, done), color)] : [])]);
}

export function distributionBar(parts: readonly { count: number; color: string }[]): string {
  const width = 360;
  const height = 18;
  const gap = 2;
  const keys = parts.map((_, index) => String(index));
  const counts = Object.fromEntries(parts.map((part, index) => [String(index), part.count]));
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const x = scaleLinear()
    .domain([0, Math.max(1, total)])
    .range([0, width]);
  const segments = stack()
    .keys(keys)([counts])
    .flatMap((series, index) => {
      const [from, to] = series[0] ?? [0, 0];
      const length = x(to) - x(from) - (to < total ? gap : 0);
      return length > 0
        ? [
            `<rect x="${px(x(from))}" width="${px(length)}" height="${height}" fill="${parts[index]?.color ?? track}"/>`,
          ]
        : [];
    });
  return svg(
    width,
    height,
    segments.length > 0 ? segments : [`<rect width="${width}" height="${height}" fill="${track}"/>`],
  );
}

function svg(width: number, height: number, shapes: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${shapes.join('')}</svg>`;
}

/** Rounded, because the last digits of a float would be noise in the bytes. */
function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}
