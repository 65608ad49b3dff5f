/** Weights of the network's layers, made ready for the products of the workspace. */
import { FormatError, type Tensors } from "./format.ts";
import { type Depth, type Norm, type Pointer, TAPS } from "./kernels.ts";
import type { Linear, Workspace } from "./workspace.ts";

/** Layer norm, depthwise convolution, gated linear layer. */
export interface ConvolutionLayer {
  readonly norm: Norm;
  readonly depth: Depth;
  readonly point: Linear;
}

/** Layer norm and the four linear layers of an attention. */
export interface AttentionLayer {
  readonly norm: Norm;
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly out: Linear;
}

export class Layers {
  readonly #tensors: Tensors;
  readonly #work: Workspace;
  /** Pointer to zeros, for products without a bias. */
  readonly zeros: number;

  /** `work`: where the weights are kept. */
  constructor(tensors: Tensors, work: Workspace) {
    this.#tensors = tensors;
    this.#work = work;
    this.zeros = work.keep(new Float32Array(1 << 12));
  }

  /** Stored as outputs * inputs (as in PyTorch), kept as inputs * outputs; `factor` multiplies weights and biases. */
  linear(name: string, factor = 1): Linear {
    const tensors = this.#tensors;
    const [outputs = 0, inputs = 0] = tensors.shape(`${name}.weight`);
    const rows = tensors.array(`${name}.weight`);
    const columns = new Float32Array(rows.length);
    for (let o = 0; o < outputs; o += 1) {
      for (let i = 0; i < inputs; i += 1)
        columns[i * outputs + o] = (rows[o * inputs + i] ?? 0) * factor;
    }
    const bias = tensors.has(`${name}.bias`)
      ? this.#work.keep(tensors.array(`${name}.bias`).map((value) => value * factor))
      : this.zeros;
    return { weight: this.#work.keep(columns), stride: outputs, bias, inputs, outputs };
  }

  pointer(name: string): Pointer {
    return {
      weight: this.#tensors.array(`${name}.weight`),
      bias: this.#tensors.array(`${name}.bias`)[0] ?? 0,
    };
  }

  #norm(name: string): Norm {
    return {
      scale: this.#tensors.array(`${name}.weight`),
      shift: this.#tensors.array(`${name}.bias`),
    };
  }

  convolution(name: string, dilation: number): ConvolutionLayer {
    const weight = this.#tensors.array(`${name}.depth`);
    const bias = this.#tensors.array(`${name}.depth_bias`);
    const [taps] = this.#tensors.shape(`${name}.depth`);
    if (taps !== TAPS)
      throw new FormatError(`The reader's weights: ${name} has ${taps ?? 0} taps, not ${TAPS}.`);
    return {
      norm: this.#norm(`${name}.norm`),
      depth: { weight, bias, dilation },
      point: this.linear(`${name}.point`),
    };
  }

  /** The queries carry the usual 1 / √size. */
  attention(name: string, size: number): AttentionLayer {
    return {
      norm: this.#norm(`${name}.norm`),
      query: this.linear(`${name}.query`, 1 / Math.sqrt(size)),
      key: this.linear(`${name}.key`),
      value: this.linear(`${name}.value`),
      out: this.linear(`${name}.out`),
    };
  }
}
