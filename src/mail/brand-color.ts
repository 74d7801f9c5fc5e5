const whiteContrast = 4.5;

/**
 * The organization's colour (`#rrggbb`), darkened only as far as white text on it, or it on white, stays readable
 * (WCAG 2.2 AA, 4.5 : 1). What is not a colour becomes a dark slate.
 */
export function readableBrandColor(color: string): string {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  let channels = (match ? match.slice(1) : ['33', '41', '55']).map((hex) => parseInt(hex, 16));
  while (1.05 / (luminance(channels) + 0.05) < whiteContrast)
    channels = channels.map((value) => Math.floor(value * 0.95));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
