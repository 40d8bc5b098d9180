"""Lines of type 排行: paragraphs in, composed lines out; WeasyPrint then only draws.

``line`` what goes in and comes out · ``compose`` the composer · ``characters`` ``fonts`` ``sorts`` ``gaps``
what type is · ``galley`` ``breaks`` ``adjust`` ``segments`` how lines are made of it · ``html`` how they are
drawn · ``readings`` 生僻字注音.
"""
