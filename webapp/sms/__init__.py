"""The edge to text messages: handing one short text over to whoever delivers it.

An edge: implements `profile.texting.Texts`. Only the terminal of development is built in; a company
that delivers for real is one more file here, named in the processors of the catalogue.
"""
