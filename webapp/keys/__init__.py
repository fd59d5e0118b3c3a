"""Keys: the keyring file, envelope sealing and keyed blind indexes (promise P8).

An edge: implements `profile.ports.Vault`; nothing else in the house touches a key.
"""
