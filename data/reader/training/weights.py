"""The weight file; src/answer/reader/format.ts describes it."""
import hashlib
import json
import struct

import numpy as np

MAGIC, VERSION, CHECKSUM = b"PRREADER", 1, 32
SMALL = 1000  # tensors with fewer numbers stay float32


def read_weights(path):
    """(header, {name: float32 array}), rounded tensors as a reader sees them. ValueError if the file is damaged."""
    with open(path, "rb") as file:
        content = file.read()
    body = content[:-CHECKSUM]
    if body[:8] != MAGIC or hashlib.sha256(body).digest() != content[-CHECKSUM:]:
        raise ValueError(f"{path} is damaged or no weight file.")
    version, length = struct.unpack_from("<II", body, 8)
    if version != VERSION:
        raise ValueError(f"{path} is of version {version}; this script reads {VERSION}.")
    header, payload = json.loads(body[16:16 + length]), body[16 + length:]

    def tensor(entry):
        size = int(np.prod(entry["shape"]))
        if entry["type"] == "float32":
            return np.frombuffer(payload, np.float32, size, entry["offset"]).reshape(entry["shape"]).copy()
        rows = np.frombuffer(payload, np.int8, size, entry["offset"]).reshape(-1, entry["shape"][-1])
        scales = np.frombuffer(payload, np.float32, len(rows), entry["scales"])
        return (rows * scales[:, None]).astype(np.float32).reshape(entry["shape"])

    return header, {name: tensor(entry) for name, entry in header["tensors"].items()}


class Payload:
    """Tensors one after another, each from a multiple of eight bytes on; large ones rounded to a byte a number."""

    def __init__(self):
        self.bytes, self.index = bytearray(), {}

    def _append(self, array):
        self.bytes.extend(b"\0" * (-len(self.bytes) % 8))
        at = len(self.bytes)
        self.bytes.extend(array.tobytes())
        return at

    def add(self, name, array):
        """Stores a tensor and gives it back as a reader will see it."""
        array = np.ascontiguousarray(array, np.float32)
        entry = {"shape": list(array.shape)}
        if array.ndim > 1 and array.size > SMALL:
            rows = array.reshape(-1, array.shape[-1])
            scales = (np.maximum(np.abs(rows).max(1), 1e-9) / 127).astype(np.float32)
            values = np.rint(rows / scales[:, None]).astype(np.int8)
            entry.update(type="int8", offset=self._append(values), scales=self._append(scales))
            array = (values * scales[:, None]).astype(np.float32).reshape(array.shape)
        else:
            entry.update(type="float32", offset=self._append(array))
        self.index[name] = entry
        return array


def write_weights(path, header, payload):
    """Writes the file with its checksum; gives its size in bytes. `header`: all but the tensors."""
    text = json.dumps({**header, "tensors": payload.index}, separators=(",", ":")).encode()
    text += b" " * (-(16 + len(text)) % 8)
    body = MAGIC + struct.pack("<II", VERSION, len(text)) + text + bytes(payload.bytes)
    with open(path, "wb") as file:
        return file.write(body + hashlib.sha256(body).digest())
