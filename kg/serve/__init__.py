"""A built graph, or a store of its own, served over HTTP: a SPARQL endpoint and a small site.

:func:`kg.serve.running.serve` starts it; :func:`kg.serve.app.make_app` makes the ASGI application
for whoever runs servers of their own. Both need the extra ``serve``.
"""
