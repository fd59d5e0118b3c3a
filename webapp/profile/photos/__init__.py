"""Photos of the profile: taken in, kept as two small sealed pictures, framed, shown, deleted.

The value of a photo field holds where its pictures lie in the photo store and the keys that open
them, so whoever destroys the key of the value has destroyed the pictures.
"""
