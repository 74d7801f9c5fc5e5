const WIDTH = 30;

/** Shows how far a long step is: a line that rewrites itself on a terminal, elsewhere a line at each tenth. */
export class ProgressBar {
  private done = 0;
  private shown = -1;
  private readonly started = performance.now();

  constructor(
    private readonly title: string,
    private readonly total: number,
    private readonly out: NodeJS.WriteStream = process.stdout,
  ) {}

  add(count: number): void {
    this.done += count;
    const share = this.total === 0 ? 1 : Math.min(1, this.done / this.total);
    // Shares of rows add up to a whole but for rounding.
    const step = Math.floor(share * (this.out.isTTY ? 1000 : 10) + 1e-6);
    if (step === this.shown) return;
    this.shown = step;
    const filled = Math.round(share * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const seconds = ((performance.now() - this.started) / 1000).toFixed(0);
    const line = `${this.title} ${bar} ${(share * 100).toFixed(0)} %  ${Math.round(this.done)} of ${this.total}  ${seconds} s`;
    this.out.write(this.out.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  }

  end(): void {
    if (this.out.isTTY) this.out.write('\n');
  }
}
