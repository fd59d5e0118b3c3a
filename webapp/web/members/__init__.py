"""Coming in, the gate, and the browsers somebody is signed in on."""
