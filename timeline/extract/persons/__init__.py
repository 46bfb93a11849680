"""The persons of one dispatch.

tables    the word lists the search needs, put together once a language
reach     how far a name reaches, and the country of an office beside it
scan      the names of a text, each with what stands around it
naming    which names are forms of one name, and which form is the person's name
holders   which offices a description ("the top U.S. diplomat") stands for

`people`, one floor up in this room, gathers the names into persons.
"""
