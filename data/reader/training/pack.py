"""Trained networks -> weights.bin, rounded and calibrated, and examples that test/answer/reader holds the product's code to.

usage: python3 pack.py --examples FOLDER [--help] NETWORK.pt...
The networks are averaged by the product. Prints the figures of the unseen parts, rounded and all together.
"""
import argparse
import json
from pathlib import Path

import torch

from calibration import calibrate
from examples import Examples
from measure import report
from network import DILATIONS, VECTOR_SCALE, Reader
from weights import Payload, read_weights, write_weights

DATA = Path(__file__).parent.parent
FIXTURE = DATA.parent.parent / "test/fixtures/reader/parity.json"
PARITY = (0.05, 0.15, 0.3)  # places, shortest passages first, of a network's examples for the test


def parity_cases(net, member, examples):
    """A few examples with the logits of one rounded network."""
    unseen = [e for name in examples.unseen for e in examples.part(name)]
    ordered = sorted(unseen, key=lambda e: e["t"])
    flat = lambda x, digits: [round(float(v), digits) for v in x.reshape(-1)]
    net.eval()
    for place in PARITY if len(ordered) > 10 else ():
        e = ordered[int(place * len(ordered)) + member]
        batch = examples.batch([e])
        with torch.no_grad():
            *spans, none = net(*batch)[0].tolist()
        ci, cf, qi, qf = (x[0].numpy() for x in batch[:4])
        yield {
            "member": member, "passageIntegers": ci.reshape(-1).tolist(), "passageFloats": flat(cf, 7),
            "questionIntegers": qi.reshape(-1).tolist(), "questionFloats": flat(qf, 7),
            "sentence": e["sentence"], "classId": e["class"], "focusId": e["focus"],
            "spans": [round(x, 4) if x > -1e3 else None for x in spans], "none": round(none, 4),
        }


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("networks", nargs="+", metavar="NETWORK.pt", help="of train.py")
    parser.add_argument("--examples", required=True, metavar="FOLDER", help="of export.ts")
    parser.add_argument("--weights", default=DATA / "weights.bin", metavar="FILE",
                        help="weight file that has the word vectors (%(default)s)")
    parser.add_argument("--out", default=DATA / "weights.bin", metavar="FILE", help="(%(default)s)")
    parser.add_argument("--parity", default=FIXTURE, metavar="FILE", help="(%(default)s)")
    parser.add_argument("--heads", type=int, default=2, help="of the attention (%(default)s)")
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(1)
    examples = Examples(args.examples)
    before, tensors = read_weights(args.weights)
    payload, members, nets = Payload(), [], []
    vectors = payload.add("vectors", tensors["vectors"])
    for member, path in enumerate(args.networks):
        state = torch.load(path)
        hidden, frequent = state["question_in.bias"].shape[0], state["frequent.weight"].shape[0]
        net = Reader(examples.meta, vectors, hidden, args.heads, frequent=frequent)
        rounded = {name: payload.add(f"{member}.{name}", tensor.numpy()) for name, tensor in state.items()}
        net.load_state_dict({name: torch.from_numpy(array) for name, array in rounded.items()})
        members.append({"hidden": hidden, "heads": args.heads, "dilations": DILATIONS,
                        "vectorScale": VECTOR_SCALE, "frequent": frequent})
        nets.append(net)
    for name in examples.unseen:
        report(nets, examples, name)
    header = {"members": members, "calibration": calibrate(nets, examples), "vocabulary": before["vocabulary"]}
    print(write_weights(args.out, header, payload), "bytes")
    cases = [case for member, net in enumerate(nets) for case in parity_cases(net, member, examples)]
    with open(args.parity, "w") as file:
        json.dump(cases, file, separators=(",", ":"))


if __name__ == "__main__":
    main()
