"""Use case: the data of dashboards: the values of their variables, and the results of their panels."""
