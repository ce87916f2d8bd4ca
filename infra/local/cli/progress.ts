import { SingleBar } from "cli-progress";

/** Tells a waiting person how far things are; on stderr, and as a bar only where a terminal shows it. */
export interface Progress {
  /** Begins a step of `total` parts. */
  step(label: string, total: number): void;
  /** `done` parts of the step are done. */
  update(done: number): void;
  /** Writes a line of its own. */
  note(line: string): void;
  end(): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  let current: SingleBar | undefined;
  const end = () => {
    current?.stop();
    current = undefined;
  };
  return {
    step(label, total) {
      end();
      current = new SingleBar({
        stream,
        format: `${label.padEnd(18)} {bar} {value}/{total} · {duration} s`,
        barsize: 32,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        hideCursor: true,
        clearOnComplete: true,
        linewrap: null,
      });
      current.start(total, 0);
    },
    update: (done) => current?.update(done),
    note(line) {
      end();
      stream.write(`${line}\n`);
    },
    end,
  };
}

/** For pipes and log files: each step once, no control characters. */
function lines(stream: NodeJS.WriteStream): Progress {
  return {
    step: (label, total) => stream.write(total > 1 ? `${label}: ${total}\n` : `${label}\n`),
    update: () => {},
    note: (line) => stream.write(`${line}\n`),
    end: () => {},
  };
}
