"""The texts of this deployment, read once at start-up; a deployment may bring a folder of its own.

`terms/`, `help/` and `privacy/` hold one TOML file for each version and language, named
`<day announced>.<locale>.toml`, texts only; `privacy/` also holds the owner's articles as plain
text under the same name with `.txt`.
"""

from webapp.policy.documents.errors import DocumentError
from webapp.policy.documents.load import OURS, Documents, load

__all__ = ["OURS", "DocumentError", "Documents", "load"]
