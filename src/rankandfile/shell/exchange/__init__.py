"""What comes in and goes out, one file for each format.

Whatever comes in is read whole before anything is recorded: each mistake with its file and line, what is wrong and what
would be right. Recording is a second step, and goes through the secretary like everything else.
"""
